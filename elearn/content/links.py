"""The web addresses that modules and contacts lead to: well formed, and (when asked) answering."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from elearn.content.faults import Fault, Findings
from elearn.content.item_checks import mappings
from elearn.content.loading import Body, ModuleParts
from elearn.content.yaml_text import Marked, leaves

_LINK = re.compile(r"\]\(\s*<?(https://[^)>\s]*)")  # any other scheme is refused as Markdown
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.I)
AT_ONCE = 8
NOT_HEAD = (403, 405, 501)  # answers of servers that do not like to be asked for the head alone
AGENT = "elearn link check"


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the place it stands at, as the beginning of a fault."""

    address: str
    file: str
    line: int
    column: int
    path: str

    def fault(self, message: str) -> Fault:
        return Fault(self.file, self.line, self.column, self.path, f"{self.address} {message}")


def links_of(modules: Iterable[ModuleParts], contacts: Marked | None) -> tuple[Link, ...]:
    """Every address in texts and contacts, in the order of files."""
    found: list[Link] = []
    for parts in modules:
        bodies = [screen.body for screen in parts.screens]
        bodies += [parts.summary] if parts.summary is not None else []
        for body in bodies:
            found.extend(_in_body(body))
        for marked in (
            *(screen.head for screen in parts.screens),
            *(scenario.marked for scenario in parts.scenarios),
            *(questions.marked for questions in parts.questions),
        ):
            found.extend(_in_yaml(marked))
    if contacts is not None:
        for path, row in mappings(contacts.data, "contacts"):
            if str(row.get("url")).startswith("https://"):
                found.append(_link(contacts, (*path, "url"), row["url"]))
    return tuple(found)


def _in_body(body: Body) -> Iterator[Link]:
    for found in _LINK.finditer(body.text):
        before = body.text[: found.start(1)]
        line = body.line + before.count("\n")
        yield Link(found[1], body.file, line, found.start(1) - before.rfind("\n"), "")


def _in_yaml(marked: Marked) -> Iterator[Link]:
    for path, text in leaves(marked.data):
        for found in _LINK.finditer(text):
            yield _link(marked, path, found[1])


def _link(marked: Marked, path: tuple[str | int, ...], address: str) -> Link:
    where = marked.place_of_text(path, address)
    return Link(address, where.file, where.line, where.column, where.path)


def check_addresses(links: Iterable[Link], findings: Findings) -> None:
    """A fault for each address that cannot lead anywhere on the web."""
    for link in links:
        if problem := malformed(link.address):
            findings.faults.append(link.fault(problem))


def malformed(address: str) -> str:
    """What is wrong with the form of an address; nothing when it could be one.

    >>> malformed("https://www.gov.uk/a?b=1"), malformed("https://gov")
    ('', 'has no full name of a website in it. Correct it.')
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "is no web address. Correct it."
    if parts.scheme != "https":
        return "should start with https://. Correct it."
    if parts.username is not None or port not in (None, 443):
        return "has a name or a port in it that a public page does not need. Take it out."
    if not HOST.fullmatch(parts.hostname or ""):
        return "has no full name of a website in it. Correct it."
    return ""


def dead(links: Sequence[Link], *, timeout: float) -> tuple[Fault, ...]:
    """Those that did not answer as a page should, each tried once over the network."""
    addresses = sorted({link.address for link in links})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda address: answer(address, timeout=timeout), addresses)
        said: Mapping[str, str] = dict(zip(addresses, answers, strict=True))
    return tuple(
        link.fault(f"did not answer as a page should: {said[link.address]}.")
        for link in links
        if said[link.address]
    )


def answer(address: str, *, timeout: float) -> str:
    """What is wrong with the answer of an address; nothing when a page is there."""
    said = _ask(address, "HEAD", timeout)
    return _ask(address, "GET", timeout) if said.partition(" ")[0] in map(str, NOT_HEAD) else said


def _ask(address: str, method: str, timeout: float) -> str:
    if not address.startswith(("https://", "http://")):
        return "not a web address"
    request = Request(address, method=method, headers={"User-Agent": AGENT})  # noqa: S310 see above
    try:
        with urlopen(request, timeout=timeout):  # noqa: S310 the same
            return ""
    except HTTPError as error:
        return f"{error.code} {error.reason}"
    except (OSError, HTTPException, ValueError) as error:
        return f"no answer ({getattr(error, 'reason', None) or error or type(error).__name__})"
