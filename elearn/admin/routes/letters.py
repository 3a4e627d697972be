"""The outbox: the list, one letter, stopping it and sending it again."""

from typing import Any

from flask import abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.admin.actions import letters as actions
from elearn.admin.common import around, back_to, before, checked, files, page_of, typed
from elearn.admin.feature import A_PAGE, ADMINISTER, EITHER_FILE, MOST_ROWS, admin
from elearn.admin.pages import STATES, Button, FactsPage, Filter, ListPage, counted, moment
from elearn.admin.queries import letters as queries
from elearn.admin.report import LETTERS
from elearn.extensions import db
from elearn.gateways.message import without_links
from elearn.web.clock import now
from elearn.web.downloads import download

KINDS = {
    "invitation": "An invitation",
    "reset": "A link for a new password",
    "reminder": "A reminder",
    "anchor": "The trail's last line of a day",
}


@admin.page("/admin/letters", needs=ADMINISTER)
def letters() -> ResponseReturnValue:
    state = queries.state_of(typed("state"))
    last = before()
    found = queries.letters(db.session(), state=state, before=last, limit=A_PAGE + 1)
    chosen = state.value if state else ""
    kept: dict[str, Any] = {"state": chosen or None}
    page = ListPage(
        title="Letters",
        intro="Every letter this service wrote, the newest first, and what the mail server said.",
        caption="Letters, the newest first",
        columns=("Letter", "State", "When", "What the server said"),
        rows=tuple(_letter(row) for row in page_of(found)),
        empty="No letter is here." if chosen else "No letter was written yet.",
        filters=(
            Filter(
                "state", "State", chosen,
                (("", "All"), *((value, word) for value, (_, word) in STATES.items())),
            ),
        ),
        find="Find letters",
        pages=around(found, ".letters", last is None, **kept),
        files=files(".letters_file", **kept),
    )  # fmt: skip
    return render_template("admin/list.html", page=page)


@admin.page(f"/admin/letters.{EITHER_FILE}", needs=ADMINISTER, fresh=True)
def letters_file(kind: str) -> ResponseReturnValue:
    state = queries.state_of(typed("state"))
    rows = queries.letters(db.session(), state=state, before=None, limit=MOST_ROWS)
    return download(LETTERS, rows, kind, name="letters")


def _letter(row: queries.LetterRow) -> tuple[Any, ...]:
    shape, word = STATES[row.state.value]
    return (
        {"text": row.subject or "(text removed)", "note": row.recipient,
         "href": url_for(".letter", letter=row.id)},
        {"text": "", "state": shape, "word": word, "note": _tries(row.tries)},
        moment(row.sent_at or row.created_at),
        row.answer or "Not tried yet",
    )  # fmt: skip


def _tries(tries: int) -> str:
    return counted(tries, "try", "tries") if tries else ""


@admin.page("/admin/letters/<id:letter>", needs=ADMINISTER)
def letter(letter: int) -> ResponseReturnValue:
    """One letter: its envelope, its text without any link that opens something."""
    found = _found(letter)
    row = found.row
    text = without_links(found.body)
    page = FactsPage(
        title=row.subject or "A letter whose text was removed",
        intro="",
        facts=(
            ("State", STATES[row.state.value][1]),
            ("What it is", KINDS.get(found.kind, found.kind.replace("-", " ").capitalize())),
            ("To", row.recipient),
            ("Number on the envelope", found.message_id),
            ("Written", moment(row.created_at)),
            ("Sent", moment(row.sent_at) or "Not yet"),
            ("Not to go before", moment(row.not_before)),
            ("Tries", row.tries),
            ("What the server said", row.answer or "Not tried yet"),
            ("Text", text or "Removed"),
        ),
        back=("Back to the letters", url_for(".letters")),
        buttons=_buttons(found),
        note=actions.why_not_again(text) if row.state.value == "failed" else "",
    )
    return render_template("admin/facts.html", page=page)


def _buttons(found: queries.OneLetter) -> tuple[Button, ...]:
    number, state = found.row.id, found.row.state.value
    if state == "queued":
        return (Button("Stop this letter", url_for(".stop_letter", letter=number)),)
    if state == "failed" and not actions.why_not_again(found.body):
        return (Button("Send it again", url_for(".send_again", letter=number)),)
    return ()


@admin.page("/admin/letters/<id:letter>/stop", needs=ADMINISTER, methods=("POST",))
def stop_letter(letter: int) -> ResponseReturnValue:
    checked()
    _found(letter)
    return _do(actions.stop, letter, "The letter is stopped. Nobody gets it.")


@admin.page("/admin/letters/<id:letter>/again", needs=ADMINISTER, methods=("POST",))
def send_again(letter: int) -> ResponseReturnValue:
    checked()
    _found(letter)
    return _do(actions.send_again, letter, "The letter waits to be sent again.")


def _do(act: Any, letter: int, said: str) -> ResponseReturnValue:
    try:
        act(db.session(), number=letter, actor_id=g.actor.person_id, now=now())
    except actions.LetterError as error:
        db.session.rollback()
        said = str(error)
    return back_to(".letter", said, letter=letter)


def _found(letter: int) -> queries.OneLetter:
    return queries.letter(db.session(), letter) or abort(404)
