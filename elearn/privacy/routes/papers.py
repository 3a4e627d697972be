"""The papers made of the register, to read and to take."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.privacy import pages, papers, queries
from elearn.privacy.facts import about
from elearn.privacy.feature import ADMINISTER, privacy
from elearn.privacy.register import held
from elearn.privacy.report import REGISTER_FILE
from elearn.web.downloads import download

PAPERS = {
    "register": papers.register_paper,
    "record": papers.record_paper,
    "dpia": papers.dpia_paper,
}


@privacy.page("/admin/privacy", needs=ADMINISTER)
def overview() -> ResponseReturnValue:
    columns = held()
    page = pages.PapersPage(
        "What is held on people, and its papers",
        len(columns),
        len({one.table for one in columns}),
        pages.sharing_cells(queries.sharing(db.session())),
    )
    return render_template("privacy/papers.html", page=page)


@privacy.page("/admin/privacy/<any(register, record, dpia):paper>.md", needs=ADMINISTER)
def paper(paper: str) -> ResponseReturnValue:
    response = Response(PAPERS[paper](about()), mimetype="text/markdown")
    response.headers["Content-Disposition"] = f'attachment; filename="{paper}.md"'
    return response


@privacy.page("/admin/privacy/register.<any(csv, xlsx):kind>", needs=ADMINISTER)
def register_file(kind: str) -> ResponseReturnValue:
    rows = papers.register_rows(queries.periods(db.session()))
    return download(REGISTER_FILE, rows, kind, name="register-of-personal-data")
