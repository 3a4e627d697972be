"""What nobody should send, and where it could be sent: the fields and names of every page."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
SCRIPT = "<script>alert(1)</script>"
PAYLOADS: dict[str, bytes] = {
    "minus one": b"-1",
    "nought": b"0",
    "2^31": b"2147483648",
    "2^63": b"9223372036854775808",
    "1e400": b"1e400",
    "a": b"a",
    "nothing": b"",
    "NUL": b"\x00",
    "lone surrogate": b"\xed\xa0\x80",
    "not UTF-8": b"\xff\xfe",
    "5,000 letters": b"x" * 5000,
    "script": SCRIPT.encode(),
    "SQL": b"'; DROP TABLE person; --",
    "NaN": b"NaN",
    "Arabic digits": "٣٢١".encode(),
    "a path": b"../../etc/passwd",
    "percent NUL": b"%00",
    "a new header": b"x\r\nSet-Cookie: a=b",
    "right to left": "\u202egnp.exe".encode(),
}
# What a database may take otherwise than another. The rest is refused or escaped before one is
# asked, and is sent to the app on SQLite only.
MINDED = {
    "minus one",
    "nought",
    "2^31",
    "2^63",
    "1e400",
    "a",
    "nothing",
    "NUL",
    "lone surrogate",
    "5,000 letters",
    "SQL",
    "NaN",
}
# Words as any others to every database: sent to SQLite field by field, elsewhere to all at once.
TAKEN_ALIKE = ("a", "nothing", "SQL")
NAME = re.compile(r"[a-z][a-z0-9_-]{0,20}")
TYPED = ", ".join(
    (
        "textarea[name]",
        *(
            f"input[name][type={kind}]"
            for kind in ("text", "email", "search", "password", "number", "date", "tel", "url")
        ),
        "input[name]:not([type])",
    )
)
READ = ("request.args", "request.values", "request.form")


def payloads(database: str) -> dict[str, bytes]:
    """What is sent to the app on a database: everything once, on SQLite, and on the others what
    they may take otherwise."""
    if database == "sqlite":
        return PAYLOADS
    return {what: payload for what, payload in PAYLOADS.items() if what in MINDED}


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, with which fields, and those of them that are files or that
    people type into."""

    action: str
    values: tuple[tuple[str, str], ...]
    files: frozenset[str]
    typed: frozenset[str]

    def together(self) -> list[frozenset[str]]:
        """Its fields in groups that can be filled at once and are all looked at: what is typed in
        one, everything else by itself, as it may say which way the rest goes."""
        typed = self.typed - self.files
        alone = [frozenset({name}) for name, _value in self.values if name not in typed]
        return [typed, *alone] if typed else alone


def encoded(pairs) -> bytes:
    """Names and raw values as a query or a form body."""
    return b"&".join(
        quote(name).encode() + b"=" + quote(value, safe="").encode() for name, value in pairs
    )


@cache
def names_read(feature: str) -> tuple[str, ...]:
    """The words in those functions of a feature's routes that read the address or the form."""
    folder = ROOT / "elearn" / feature
    found: set[str] = set()
    for path in [*folder.glob("routes.py"), *folder.glob("routes/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(one in ast.unparse(node) for one in READ):
                found |= _words(node)
    return tuple(sorted(found))


def _words(node: ast.AST) -> set[str]:
    """Short constants that are arguments of a call, parts of a tuple, or keys."""
    words: set[str] = set()
    for one in ast.walk(node):
        inside = one.elts if isinstance(one, ast.Tuple) else ()
        inside = one.args if isinstance(one, ast.Call) else inside
        inside = [one.slice] if isinstance(one, ast.Subscript) else inside
        words |= {
            each.value
            for each in inside
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        }
    return {word for word in words if NAME.fullmatch(word)}


def query_names(html: str, path: str) -> set[str]:
    """The names in the page's own links and in its forms that are sent as an address."""
    soup = BeautifulSoup(html, "html.parser")
    names = {
        name
        for link in soup.select("main a[href*='?']")
        if urlsplit(link["href"]).path.rsplit(".", 1)[0] == path
        for name, _value in parse_qsl(urlsplit(link["href"]).query, keep_blank_values=True)
    }
    for form in soup.select("form:not([method=post])"):
        names |= {field["name"] for field in form.select("[name]")}
    return names


def forms(html: str, path: str) -> list[Form]:
    """The forms of a page that are posted, each with the values it would be sent with."""
    soup = BeautifulSoup(html, "html.parser")
    return [
        Form(
            action=urlsplit(form.get("action") or path).path or path,
            values=tuple(
                {
                    field["name"]: field.get("value", "")
                    for field in form.select("[name]")
                    if field["name"] != "csrf_token"
                }.items()
            ),
            files=frozenset(field["name"] for field in form.select("input[type=file]")),
            typed=frozenset(field["name"] for field in form.select(TYPED)),
        )
        for form in soup.select("form[method=post]")
    ]
