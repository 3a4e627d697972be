"""The administrator's pages: how things stand, the outbox, the trail."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.admin import queries
from elearn.admin.pages import STATES, Around, Files, FrontPage, ListPage, Work, done, moment
from elearn.admin.report import LETTERS, TRAIL
from elearn.extensions import db
from elearn.operations.trail import verify
from elearn.web.clock import now
from elearn.web.downloads import download
from elearn.web.feature import Feature, Need
from elearn.web.languages import N_

admin = Feature("admin", __name__)

ADMINISTER = Need(Permission.ADMINISTER)
MOST_ID = 999_999_999
MOST_ROWS = 100_000  # of a file


@admin.page("/admin", needs=ADMINISTER, menu=(N_("Administration"), 80))
def front() -> ResponseReturnValue:
    found = queries.health(db.session(), now=now())
    work = tuple(_work(found))
    title = f"{_number(len(work))} you" if work else "Nothing needs you"
    stats = (
        {"label": "People who may sign in", "figure": found.active,
         "base": f"{found.suspended} suspended", "href": "/admin/people"},
        {"label": "Browsers signed in now", "figure": found.signed_in},
        {"label": "Letters waiting", "figure": found.waiting,
         "base": f"{found.sent} sent so far", "href": url_for(".letters")},
    )  # fmt: skip
    return render_template("admin/front.html", page=FrontPage(title, work, stats))


def _number(count: int) -> str:
    return "One thing needs" if count == 1 else f"{count} things need"


def _work(found: queries.Health) -> list[Work]:
    work = []
    if not found.worker_lives:
        work.append(
            Work(
                "Start the worker",
                "It has not been heard of for five minutes, so no letter goes out.",
                url_for(".letters", state="queued"),
                "See what waits",
            )
        )
    if found.failed:
        letters = "letter" if found.failed == 1 else "letters"
        work.append(
            Work(
                f"Look at {found.failed} {letters} that did not arrive",
                "The address may be wrong. Correct it with the agency and invite again.",
                url_for(".letters", state="failed"),
                "See what failed",
            )
        )
    if not current_app.extensions["settings"].smtp_url:
        work.append(
            Work(
                "Name a mail server",
                "There is none (ELEARN_SMTP_URL), so letters are kept as files in instance/mail.",
                url_for(".letters"),
                "See the letters",
            )
        )
    return work


@admin.page("/admin/letters", needs=ADMINISTER)
def letters() -> ResponseReturnValue:
    state = queries.state_of(request.args.get("state", ""))
    before = _id(request.args.get("before", ""))
    found = queries.letters(db.session(), state=state, before=before)
    shown = found[: queries.A_PAGE]
    chosen = state.value if state else ""
    page = ListPage(
        title="Letters",
        intro="Every letter this service wrote, the newest first, and what the mail server said.",
        rows=tuple(_letter(row) for row in shown),
        empty="No letter is here." if chosen else "No letter was written yet.",
        choices=(
            ("All", url_for(".letters"), not chosen),
            *((word, url_for(".letters", state=value), chosen == value)
              for value, (_, word) in STATES.items()),
        ),
        pages=_pages(found, "admin.letters", before, state=chosen or None),
        files=_files("admin.letters_file", state=chosen or None),
    )  # fmt: skip
    return render_template("admin/letters.html", page=page)


@admin.page("/admin/letters.<any(csv, xlsx):kind>", needs=ADMINISTER)
def letters_file(kind: str) -> ResponseReturnValue:
    state = queries.state_of(request.args.get("state", ""))
    rows = queries.letters(db.session(), state=state, before=None, limit=MOST_ROWS)
    return download(LETTERS, rows, kind, name="letters")


def _letter(row: queries.LetterRow) -> tuple[Any, ...]:
    shape, word = STATES[row.state.value]
    when = row.sent_at or row.created_at
    tries = f"{row.tries} {'try' if row.tries == 1 else 'tries'}" if row.tries else ""
    return (
        {"text": row.subject or "(text removed)", "note": row.recipient},
        {"text": "", "state": shape, "word": word, "note": tries},
        moment(when),
        row.answer or "Not tried yet",
    )


@admin.page("/admin/trail", needs=ADMINISTER)
def trail() -> ResponseReturnValue:
    words = _words()
    before = _id(request.args.get("before", ""))
    found = queries.trail(db.session(), before=before, words=words)
    broken = verify(db.session())
    page = ListPage(
        title="What was done here",
        intro="Every change, the newest first. Each line is sealed with the one before it, so "
        "that nobody can alter or take one out unseen. People it was about are numbers.",
        rows=tuple(_entry(row) for row in found[: queries.A_PAGE]),
        empty="Nothing like that was done." if words else "Nothing was done yet.",
        words=words,
        state="good" if broken is None else "act",
        word="The trail is whole: every line follows from the one before."
        if broken is None
        else f"The trail is broken at line {broken}. Keep a copy of the database and find out why.",
        pages=_pages(found, "admin.trail", before, q=words or None),
        files=_files("admin.trail_file", q=words or None),
    )
    return render_template("admin/trail.html", page=page)


@admin.page("/admin/trail.<any(csv, xlsx):kind>", needs=ADMINISTER)
def trail_file(kind: str) -> ResponseReturnValue:
    rows = queries.trail(db.session(), before=None, words=_words(), limit=MOST_ROWS)
    return download(TRAIL, rows, kind, name="trail")


def _words() -> str:
    return request.args.get("q", "").replace("\0", "").strip()[:60]


def _entry(row: queries.TrailRow) -> tuple[Any, ...]:
    who = row.actor or ("Somebody unknown" if row.actor_id else "A command")
    more = ", ".join(f"{key}: {value}" for key, value in row.detail.items() if value is not None)
    return (
        str(row.id),
        moment(row.at),
        f"{who} {done(row.action)}",
        {"text": f"{row.subject_kind} {row.subject_id}", "note": more[:300]},
    )


def _pages(found: Sequence[Any], endpoint: str, before: int | None, **kept: Any) -> Around:
    """The links to the pages around a list: back to the first, and on to the next."""
    more = len(found) > queries.A_PAGE
    last = found[queries.A_PAGE - 1].id if more else None
    return Around(
        first=url_for(endpoint, **kept) if before else None,
        next=url_for(endpoint, before=last, **kept) if more else None,
    )


def _files(endpoint: str, **kept: Any) -> Files:
    return Files(url_for(endpoint, kind="csv", **kept), url_for(endpoint, kind="xlsx", **kept))


def _id(text: str) -> int | None:
    """A row's number from an address; anything else is as if it were not there."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(MOST_ID)):
        return None
    return int(text) or None
