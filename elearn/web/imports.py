"""What the pages of every import share: when the worker does it, how far it is, what it did."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Protocol, TypeVar

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.dates import uk_moment
from elearn.domain.identity import IdentityError, clean_name
from elearn.extensions import db
from elearn.operations.heartbeat import is_fresh
from elearn.operations.import_jobs import JobRow
from elearn.web.clock import now
from elearn.web.forms import ApplyForm, TokenForm

AT_ONCE = 500  # lines: as quick as any other page
A_PAGE = 50
A_BREATH = 500  # lines
MOST_POSITION = 1_000_000_000
LOOK_AGAIN_SECONDS = 2
LOOKED_AT_FOR = timedelta(minutes=10)  # a page left open must not keep its session alive for ever

AnyLine = TypeVar("AnyLine")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a preview or of what was done."""

    where: str
    name: str
    staff_number: str
    state: str
    word: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: how many lines of a fate."""

    label: str
    figure: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages of an import lead: back home, itself, applying and undoing it, its files."""

    home: str
    home_label: str
    one: str
    apply: str
    undo: str
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a file would do. ``failed`` says why it was not applied, if that was tried."""

    title: str
    places: Places
    filename: str
    lede: str
    failed: str
    notices: tuple[str, ...]
    figures: tuple[Figure, ...]
    lines: tuple[ShownLine, ...]
    button: str
    signs: str
    last: str
    form: ApplyForm
    previous_href: str | None = None
    next_href: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """How far an import is. ``no_worker``: nobody works on it, so it may be applied here."""

    title: str
    places: Places
    filename: str
    words: str
    done: int
    total: int
    no_worker: bool
    confirmed: bool
    form: ApplyForm


@dataclass(frozen=True, slots=True)
class DonePage:
    """What an applied import did, and the way back. ``kept`` is what undoing it left in place;
    ``look`` is a link to what it changed: words and address."""

    title: str
    places: Places
    summary: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    lines: tuple[ShownLine, ...]
    caption: str
    last: str
    look: tuple[str, str]
    may_undo: bool
    form: TokenForm
    kept: tuple[str, ...] = ()
    next_href: str | None = None


def places(
    agency: str,
    number: int,
    *,
    label: str,
    home: str = ".home",
    one: str = ".one",
    apply: str = ".apply",
    undo: str = ".undo",
    lines: str = ".lines",
) -> Places:
    """Where the pages of an agency's import lead, by the endpoints of its feature."""
    return Places(
        home=url_for(home, agency=agency),
        home_label=label,
        one=url_for(one, agency=agency, number=number),
        apply=url_for(apply, agency=agency, number=number),
        undo=url_for(undo, agency=agency, number=number),
        csv=url_for(lines, agency=agency, number=number, kind="csv"),
        xlsx=url_for(lines, agency=agency, number=number, kind="xlsx"),
    )


def is_for_the_worker(lines: int) -> bool:
    """Whether a file is long, and a worker was heard of lately."""
    return lines > AT_ONCE and is_fresh(db.session(), name="worker", now=now())


def waiting_page(
    *, title: str, places: Places, filename: str, job: JobRow, form: ApplyForm
) -> ResponseReturnValue:
    """How far it is; the page asks again by itself, also without a script."""
    form.seen.data = job.seen
    page = WaitingPage(
        title=title,
        places=places,
        filename=filename,
        words=waiting_words(job),
        done=job.done,
        total=job.total,
        no_worker=not is_fresh(db.session(), name="worker", now=now()),
        confirmed=job.confirmed,
        form=form,
    )
    response = make_response(render_template("imports/waiting.html", page=page))
    if now() - job.queued_at < LOOKED_AT_FOR:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


def waiting_words(job: JobRow) -> str:
    """How far an import is, in words."""
    if job.state == "queued":
        return "Waiting for its turn"
    if job.done < job.total:
        return f"{job.done:,} of {job.total:,} lines read"
    return f"All {job.total:,} lines read. Writing the changes"


def unusable_words(wrong: int) -> str:
    """That nothing has happened yet, and how many lines cannot be used.

    >>> unusable_words(0)
    'Nothing has been changed yet.'
    """
    parts = ["Nothing has been changed yet."]
    if wrong == 1:
        parts.append("1 line cannot be used: mend it in the file, or go on without it.")
    elif wrong:
        parts.append(f"{wrong:,} lines cannot be used: mend them in the file, or go on without.")
    return " ".join(parts)


def breathing(lines: Sequence[AnyLine]) -> Iterator[AnyLine]:
    """The same lines, with a moment now and then in which this process answers somebody else.
    Only where nothing is locked."""
    for number, line in enumerate(lines, 1):
        if number % A_BREATH == 0:
            time.sleep(0)
        yield line


def position(name: str) -> int:
    """A place in a list from the address, within bounds."""
    return min(max(request.args.get(name, default=0, type=int), 0), MOST_POSITION)


def file_name(given: str | None, otherwise: str) -> str:
    """A file's own name, as it may be printed: no folders, nothing invisible."""
    try:
        return clean_name(PurePath((given or "").replace("\\", "/")).name)
    except IdentityError:
        return otherwise


class Applied(Protocol):
    """An import that was applied, as its own page tells of it."""

    @property
    def number(self) -> int: ...
    @property
    def filename(self) -> str: ...
    @property
    def applied_at(self) -> datetime | None: ...
    @property
    def by(self) -> str: ...
    @property
    def undone_at(self) -> datetime | None: ...


def import_title(one: Applied, done: str) -> str:
    """What happened, in the words of the heading: what was ``done``, unless it was undone."""
    return f"Import {one.number} was undone" if one.undone_at else done


def import_summary(
    one: Applied,
    *more: tuple[str, str],
    by: str = "",
    undone: str = "What it said stays in the history.",
) -> tuple[tuple[str, str], ...]:
    """Which import it is, and who did it when. ``by`` stands where nobody is named; ``more`` rows
    go before what is said of undoing it."""
    rows = [("Reference", f"Import {one.number}"), ("File", one.filename)]
    if one.applied_at:
        rows.append(("Applied", uk_moment(one.applied_at)))
    if one.by or by:
        rows.append(("By", one.by or by))
    rows.extend(more)
    if one.undone_at:
        rows.append(("Undone", f"{uk_moment(one.undone_at)}. {undone}".rstrip()))
    return tuple(rows)


def past_import(
    one: Applied, href: str, *, by: str, said: str | None = None
) -> tuple[dict[str, str] | str, ...]:
    """An earlier import in a list: which, when, the file, what it came to where that is ``said``,
    who (``by`` where nobody is named), and whether it still holds."""
    return (
        {"text": f"Import {one.number}", "href": href},
        uk_moment(one.applied_at) if one.applied_at else "",
        one.filename,
        *(() if said is None else (said,)),
        one.by or by,
        "Undone" if one.undone_at else "Applied",
    )
