"""The worker's doings: what waits, what failed, and how each nightly job last ended."""

from typing import Any

from flask import abort, current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.admin.actions.jobs import try_again
from elearn.admin.common import around, back_to, before, checked, files, page_of, typed
from elearn.admin.feature import A_PAGE, ADMINISTER, EITHER_FILE, MOST_ROWS, admin
from elearn.admin.pages import Button, FactsPage, ListPage, counted, moment
from elearn.admin.queries import jobs as queries
from elearn.admin.report import RUNS, WORK
from elearn.extensions import db
from elearn.operations.heartbeat import last_beat
from elearn.operations.runs import RunRow, runs
from elearn.web.clock import now
from elearn.web.downloads import download

OUTCOMES = {
    "running": ("watch", "Under way"),
    "done": ("good", "Done"),
    "failed": ("act", "Failed"),
}
STATES = {
    "queued": ("watch", "Waiting"),
    "working": ("watch", "Under way"),
    "failed": ("act", "Failed"),
}


@admin.page("/admin/jobs", needs=ADMINISTER)
def jobs() -> ResponseReturnValue:
    """Runs of the nightly work, with what waits or failed above them."""
    last, session = before(), db.session()
    found = runs(session, before=last, limit=A_PAGE + 1)
    at = last_beat(session, name="worker")
    page = ListPage(
        title="The worker",
        intro=f"The worker was last heard of {moment(at)}. " * bool(at)
        + f"{_queued()} What it does by itself, the newest first:",
        caption="Runs of the worker",
        columns=("Work", "How it ended", "Began", "What came of it"),
        rows=tuple(_run(one) for one in page_of(found)),
        empty="The worker has done no nightly work yet. Start it with: python -m elearn.worker",
        state="good" if at else "act",
        word="" if at else "No worker was ever heard of. No letter goes out until one runs.",
        pages=around(found, ".jobs", last is None),
        files=files(".jobs_file"),
        links=(("See imports and audits that wait or failed", url_for(".work")),),
    )
    return render_template("admin/list.html", page=page)


def _queued() -> str:
    """How much wakes the worker before its time."""
    waiting = current_app.extensions["queue"].huey.pending_count()
    return f"{counted(waiting, 'call')} to it {'waits' if waiting == 1 else 'wait'}."


@admin.page(f"/admin/jobs.{EITHER_FILE}", needs=ADMINISTER)
def jobs_file(kind: str) -> ResponseReturnValue:
    return download(RUNS, runs(db.session(), limit=MOST_ROWS), kind, name="runs")


def _run(one: RunRow) -> tuple[Any, ...]:
    shape, word = OUTCOMES[one.outcome.value]
    if one.broke_off(now()):
        shape, word = "act", "Broke off"
    return (
        one.name.replace("-", " ").capitalize(),
        {"text": "", "state": shape, "word": word},
        moment(one.began_at),
        one.said or ("" if one.ended_at is None else "Nothing to tell"),
    )


@admin.page("/admin/jobs/work", needs=ADMINISTER)
def work() -> ResponseReturnValue:
    """Imports and audits that were given to the worker and are not done."""
    last = queries.place_of(typed("before"))
    found = queries.unfinished(db.session(), before=last, limit=A_PAGE + 1)
    page = ListPage(
        title="Imports and audits that wait or failed",
        intro="An import or an audit is done whole or not at all, so trying one again does no "
        "harm. An audit is tried again from its own page by the coordinator.",
        caption="Work that is not done",
        columns=("What", "State", "Since", "Why"),
        rows=tuple(_work(one) for one in page_of(found)),
        empty="Nothing waits and nothing failed.",
        pages=around(found, ".work", last is None),
        files=files(".work_file"),
        links=(("Runs of the worker", url_for(".jobs")),),
    )
    return render_template("admin/list.html", page=page)


@admin.page(f"/admin/jobs/work.{EITHER_FILE}", needs=ADMINISTER)
def work_file(kind: str) -> ResponseReturnValue:
    rows = queries.unfinished(db.session(), before=None, limit=MOST_ROWS)
    return download(WORK, rows, kind, name="unfinished-work")


def _work(one: queries.WorkRow) -> tuple[Any, ...]:
    shape, word = STATES[one.state.value]
    what: dict[str, str] = (
        {"text": f"Audit {one.number}", "note": f"{one.done} of {one.total} steps"}
        if one.is_audit
        else _import(one)
    )
    state = {"text": "", "state": shape, "word": word}
    return (what, state, moment(one.queued_at), one.sentence)


def _import(one: queries.WorkRow) -> dict[str, str]:
    failed = one.state.value == "failed"
    return {
        "text": f"Import of {one.kind}, number {one.number}",
        "note": f"{one.done:,} of {one.total:,} lines",
        "href": url_for(".one_import", kind=one.kind, number=one.number) if failed else "",
    }


@admin.page("/admin/jobs/imports/<slug:kind>/<id:number>", needs=ADMINISTER)
def one_import(kind: str, number: int) -> ResponseReturnValue:
    """One failed import, and trying it again."""
    found = _failed(kind, number)
    page = FactsPage(
        title=f"Import of {found.kind.value}, number {found.number}",
        intro="It was not applied, and nothing was changed.",
        facts=(
            ("Why", found.sentence),
            ("Asked for", moment(found.queued_at)),
            ("Lines", f"{found.total:,}"),
            ("Tries", found.tries),
        ),
        back=("Back to what waits or failed", url_for(".work")),
        buttons=(Button("Try it again", url_for(".again", kind=kind, number=number)),),
        note="If the reason stands in the file, ask the agency to bring in a better one instead.",
    )
    return render_template("admin/facts.html", page=page)


@admin.page(
    "/admin/jobs/imports/<slug:kind>/<id:number>/again", needs=ADMINISTER, methods=("POST",)
)
def again(kind: str, number: int) -> ResponseReturnValue:
    checked()
    of = queries.import_kind(kind) or abort(404)
    session = db.session()
    tried = try_again(session, kind=of, number=number, actor_id=g.actor.person_id, now=now())
    return back_to(".work", "The import waits to be tried again." if tried else "It did not fail.")


def _failed(kind: str, number: int) -> queries.ImportRow:
    of = queries.import_kind(kind)
    found = queries.one_import(db.session(), of, number) if of else None
    return found or abort(404)
