"""The delivery log, and writing to an address again that was refused."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.domain.dates import uk_moment
from elearn.domain.undelivered import meaning
from elearn.extensions import db
from elearn.reminders import files
from elearn.reminders.actions.undelivered import try_again
from elearn.reminders.feature import CHASE, EITHER_FILE, HOME, reminders
from elearn.reminders.forms import ButtonForm
from elearn.reminders.pages import lead as pages
from elearn.reminders.pages.words import (
    FATE_WORDS,
    KIND_WORDS,
    Cell,
    LinkCell,
    StateCell,
    addressee,
    what_happened,
)
from elearn.reminders.queries import log
from elearn.reminders.queries.log import Fate, LetterRow
from elearn.reminders.routes.common import office
from elearn.web.clock import now, today
from elearn.web.downloads import download

MOST_NUMBER = 999_999_999
MOST_IN_A_FILE = 100_000
NO_SUCH_LETTER = "No letters here. That is fine."
NO_LETTER = (
    "No letter was written yet. The first goes out 30 days before something is due, or when you "
    "remind people."
)


@reminders.page(f"{HOME}/letters", needs=CHASE)
def letters(agency: str) -> ResponseReturnValue:
    here, fate, before = office(agency), _fate(), _before()
    rows = log.letters(
        db.session(), here.scope, here.of.agency_id, fate=fate, before=before, now=now()
    )
    unreached = (
        ()
        if before
        else tuple(log.unreached(db.session(), here.scope, here.of.agency_id, now=now()))
    )
    shown, args = rows[: log.A_PAGE], {"state": fate.value} if fate else {}
    last = shown[-1].letter_id if len(rows) > log.A_PAGE else None
    page = pages.LogPage(
        title="Delivery log",
        agency=here.of,
        lede="Every reminder, and what became of it. Sent means that their mail server took it.",
        choices=_choices(agency, fate),
        rows=tuple(_cells(row, agency) for row in shown),
        nothing=NO_SUCH_LETTER if fate else NO_LETTER,
        unreached=unreached,
        unreached_words={one.public_id: meaning(one.answer).words for one in unreached},
        every_letter=url_for("admin.letters") if may(g.actor, Permission.ADMINISTER) else None,
        first_href=url_for(".letters", agency=agency, state=args.get("state")) if before else None,
        next_href=url_for(".letters", agency=agency, state=args.get("state"), before=last)
        if last
        else None,
        csv=url_for(".letters_file", agency=agency, kind="csv", state=args.get("state")),
        xlsx=url_for(".letters_file", agency=agency, kind="xlsx", state=args.get("state")),
    )
    return render_template("reminders/letters.html", page=page)


@reminders.page(f"{HOME}/letters.{EITHER_FILE}", needs=CHASE, fresh=True)
def letters_file(agency: str, kind: str) -> ResponseReturnValue:
    here = office(agency)
    rows = log.letters(
        db.session(),
        here.scope,
        here.of.agency_id,
        fate=_fate(),
        before=None,
        now=now(),
        most=MOST_IN_A_FILE,
    )
    return download(files.LETTERS, rows, kind, name=f"{agency}-letters-{today()}")


def _fate() -> Fate | None:
    asked = request.args.get("state", "")
    if not asked:
        return None
    return next((one for one in Fate if one.value == asked), None) or abort(404)


def _before() -> int | None:
    typed = request.args.get("before", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < len(str(MOST_NUMBER)) + 1):
        return None
    return int(typed) or None


def _choices(agency: str, chosen: Fate | None) -> tuple[tuple[str, str, bool], ...]:
    every = ("All", url_for(".letters", agency=agency), chosen is None)
    return (
        every,
        *(
            (words, url_for(".letters", agency=agency, state=one.value), one is chosen)
            for one, (_, words) in FATE_WORDS.items()
        ),
    )


def _cells(row: LetterRow, agency: str) -> tuple[Cell, ...]:
    to: Cell = addressee(row)
    if row.public_id:
        href = url_for("agency.person", agency=agency, person=row.public_id)
        to = LinkCell(addressee(row), href, row.recipient)
    state, word = FATE_WORDS[row.fate]
    said = f"The server said: {row.answer}" if row.fate is Fate.FAILED else ""
    return (
        to,
        KIND_WORDS[row.kind],
        uk_moment(row.written_at),
        StateCell(state, word),
        " ".join(one for one in (what_happened(row), said) if one),
    )


@reminders.page(f"{HOME}/addresses/<token:person>", needs=CHASE, methods=("POST",))
def address(agency: str, person: str) -> ResponseReturnValue:
    """The agency says that the address is right: write to it again."""
    here = office(agency)
    if not ButtonForm().validate():
        abort(400)
    person_id = log.person_here(
        db.session(), here.scope, here.of.agency_id, public_id=person, now=now()
    )
    if person_id is None:
        abort(404)
    done = try_again(
        db.session(),
        person_id=person_id,
        agency_id=here.of.agency_id,
        actor_id=g.actor.person_id,
        now=now(),
    )
    flash("We write to this address again." if done else "This address was not stopped any more.")
    return redirect(url_for(".letters", agency=agency), 303)
