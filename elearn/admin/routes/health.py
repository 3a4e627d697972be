"""Whether all is well: the page and its files."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.admin.common import files
from elearn.admin.feature import ADMINISTER, EITHER_FILE, admin
from elearn.admin.pages import ListPage, counted, moment
from elearn.admin.routes.settings import settings
from elearn.admin.standing import HEALTH, parts
from elearn.extensions import db
from elearn.web.clock import now
from elearn.web.downloads import download

WELL = "The service is well"


@admin.page("/admin/health", needs=ADMINISTER)
def health() -> ResponseReturnValue:
    found = parts(db.session(), settings().instance, now())
    wrong = [one for one in found if one.state == "act"]
    page = ListPage(
        title=f"{counted(len(wrong), 'part')} of the service to look at" if wrong else WELL,
        intro=f"As it is now, {moment(now())}.",
        caption="Parts of the service",
        columns=("Part", "State", "What was found", "What to do"),
        rows=tuple(
            (one.name, {"text": "", "state": one.state, "word": one.word}, one.found,
             one.todo or "Nothing")
            for one in found
        ),
        empty="",
        files=files(".health_file"),
    )  # fmt: skip
    return render_template("admin/list.html", page=page)


@admin.page(f"/admin/health.{EITHER_FILE}", needs=ADMINISTER)
def health_file(kind: str) -> ResponseReturnValue:
    return download(HEALTH, parts(db.session(), settings().instance, now()), kind, name="health")
