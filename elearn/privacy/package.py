"""What a person is given: one zip with the data for machines and a page to read."""

import json
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from elearn.domain.dates import london_today, uk_date
from elearn.privacy.policy import said
from elearn.privacy.register import REGISTER

HEAD = (
    '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>Everything we hold on you</title></head><body>\n"
)


def as_json(held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def as_zip(held: dict[str, Any], *, partnership: str, at: datetime) -> bytes:
    """``my-data.json`` and ``my-data.html``, which open without this service."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
        for name, text in (
            ("my-data.json", as_json(held)),
            ("my-data.html", as_page(held, partnership=partnership, at=at)),
        ):
            info = ZipInfo(name, at.timetuple()[:6])
            info.external_attr = 0o600 << 16
            info.compress_type = ZIP_DEFLATED
            bundle.writestr(info, text)
    return file.getvalue()


def as_page(held: dict[str, Any], *, partnership: str, at: datetime) -> str:
    """A page without scripts or styles: for each kind of record why it is held, and its rows."""
    entries = {one.name: one for one in REGISTER}
    parts = [
        HEAD,
        "<h1>Everything we hold on you</h1>\n",
        f"<p>{escape(partnership)}, {escape(uk_date(london_today(at)))}. Other people are ",
        "numbers here. Secrets that let you in are left out, and files are only counted: take ",
        "them from their own page.",
        "</p>\n",
    ]
    for name, rows in held.items():
        entry = entries[name]
        parts += [
            f"<h2>{escape(name.replace('_', ' '))}</h2>\n",
            f"<p>{escape(entry.why)}. Kept: {escape(said(entry.kept))}. ",
            f"Seen by: {escape(entry.seen)}.</p>\n",
            *_rows(rows),
        ]
    return "".join([*parts, "</body></html>\n"])


def _rows(rows: list[dict[str, Any]]) -> list[str]:
    headings = "".join(f'<th scope="col">{escape(key.replace("_", " "))}</th>' for key in rows[0])
    lines = [f"<table><thead><tr>{headings}</tr></thead><tbody>\n"]
    for row in rows:
        cells = "".join(f"<td>{escape(_shown(value))}</td>" for value in row.values())
        lines.append(f"<tr>{cells}</tr>\n")
    return [*lines, "</tbody></table>\n"]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
