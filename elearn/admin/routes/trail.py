"""Reading the trail: who did what to whom, between which days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.admin.common import around, back_to, before, checked, files, page_of, typed, typed_day
from elearn.admin.feature import A_PAGE, ADMINISTER, EITHER_FILE, MOST_ROWS, admin
from elearn.admin.pages import Button, Filter, ListPage, done, moment
from elearn.admin.queries import trail as queries
from elearn.admin.queries.trail import Known, TrailRow, Wanted
from elearn.admin.report import TRAIL
from elearn.domain.acts import ACTS
from elearn.domain.dates import EXAMPLE_DAY, typed_date
from elearn.extensions import db
from elearn.operations.anchoring import in_words
from elearn.operations.runs import last_runs
from elearn.operations.trail import examine, note
from elearn.web.clock import now
from elearn.web.downloads import download

KINDS = sorted({act.subject for act in ACTS.values()})


def wanted() -> Wanted:
    """What the address asks for; a word we do not know asks for nothing."""
    action, kind = typed("what", 60), typed("of", 30)
    return Wanted(
        who=typed("who"),
        action=action if action in ACTS else "",
        kind=kind if kind in KINDS else "",
        about=typed("about", 64),
        since=typed_day("since"),
        until=typed_day("until"),
    )


def _kept(asked: Wanted) -> dict[str, Any]:
    return {
        "who": asked.who or None,
        "what": asked.action or None,
        "of": asked.kind or None,
        "about": asked.about or None,
        "since": asked.since.isoformat() if asked.since else None,
        "until": asked.until.isoformat() if asked.until else None,
    }


@admin.page("/admin/trail", needs=ADMINISTER)
def trail() -> ResponseReturnValue:
    asked, last = wanted(), before()
    session = db.session()
    found = queries.trail(session, asked, before=last, limit=A_PAGE + 1)
    shown = page_of(found)
    people = queries.people_in(session, shown)
    state, word = _last_check()
    page = ListPage(
        title="What was done here",
        intro="Every change and every file taken, the newest first. Each line is sealed with the "
        "one before it, so that nobody can alter or take one out unseen.",
        caption="What was done, the newest first",
        columns=("Line", "When", "Who did what", "About"),
        rows=tuple(entry(row, people) for row in shown),
        empty="Nothing was done yet."
        if asked.is_all
        else "Nothing like that was done. Ask for less, or for a longer time.",
        filters=_filters(asked),
        find="Find in the trail",
        state=state,
        word=word,
        pages=around(found, ".trail", last is None, **_kept(asked)),
        files=files(".trail_file", **_kept(asked)),
        button=Button("Check the whole trail now", url_for(".check_trail")),
    )
    return render_template("admin/list.html", page=page)


@admin.page(f"/admin/trail.{EITHER_FILE}", needs=ADMINISTER, fresh=True)
def trail_file(kind: str) -> ResponseReturnValue:
    rows = queries.trail(db.session(), wanted(), before=None, limit=MOST_ROWS)
    return download(TRAIL, rows, kind, name="trail")


@admin.page("/admin/trail/check", needs=ADMINISTER, methods=("POST",))
def check_trail() -> ResponseReturnValue:
    """Go through the whole trail now. What was found is a line of the trail itself."""
    checked()
    found = examine(db.session())
    note(
        db.session(),
        action="trail.checked",
        actor_id=g.actor.person_id,
        subject_kind="service",
        subject_id="trail",
        detail={"broken": found.broken, "entries": found.lines},
        now=now(),
    )
    if found.is_whole:
        return back_to(".trail", in_words(found))
    return back_to(".trail", f"{in_words(found)} Keep a copy of the database and find out why.")


def _last_check() -> tuple[str, str]:
    run = last_runs(db.session()).get("trail-check")
    if run is None:
        return "unknown", "The trail was not checked yet. The worker does it every night."
    if run.outcome.value == "failed":
        said = f"The trail was found broken on {moment(run.began_at)}. Check it now; keep a copy."
        return "act", said
    return "good", f"Checked {moment(run.began_at)}. {run.said}"


def _filters(asked: Wanted) -> tuple[Filter, ...]:
    acts = sorted(((name, act.said.capitalize()) for name, act in ACTS.items()), key=lambda a: a[1])
    return (
        Filter("who", "Who did it", asked.who, hint="A name, an address or a number; or: command"),
        Filter("what", "What", asked.action, (("", "Anything"), *acts)),
        Filter(
            "of", "About what", asked.kind,
            (("", "Anything"), *((kind, kind_words(kind)) for kind in KINDS)),
        ),
        Filter("about", "About whom or which", asked.about, hint="A name, a number or a code"),
        Filter("since", "From", _box(asked.since), hint=EXAMPLE_DAY),
        Filter("until", "To", _box(asked.until), hint=f"The last day. {EXAMPLE_DAY}"),
    )  # fmt: skip


def _box(day: date | None) -> str:
    return typed_date(day) if day else ""


def kind_words(kind: str) -> str:
    return kind.replace("-", " ").capitalize()


def entry(row: TrailRow, people: Mapping[int, Known]) -> tuple[Any, ...]:
    """A line as the table shows it, with links to people who have a page."""
    who = row.actor or ("Somebody unknown" if row.actor_id else "A command")
    return (str(row.id), moment(row.at), f"{who} {done(row.action)}", _about(row, people))


def _about(row: TrailRow, people: Mapping[int, Known]) -> dict[str, Any]:
    more = detail_words(row.detail)
    number = queries.as_number(row.subject_id) if row.subject_kind == "person" else None
    known = people.get(number) if number else None
    if known is None:
        return {"text": f"{kind_words(row.subject_kind)} {row.subject_id}", "note": more}
    href = url_for("accounts.person", person=known.public_id) if known.public_id else ""
    return {"text": known.name, "href": href, "note": more}


def detail_words(detail: Mapping[str, Any]) -> str:
    """What a line says besides, as words: "role: team lead, agency: city-council"."""
    said = (
        f"{key.replace('_', ' ')}: {_value(value)}"
        for key, value in detail.items()
        if value is not None
    )
    return ", ".join(said)[:300]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value)
