"""The briefing on paper: a sheet to sign, the questions, and their answers for the facilitator."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.briefings.feature import ONE, RUN, briefings
from elearn.briefings.pages.shapes import PaperPage
from elearn.briefings.pages.words import for_whom
from elearn.briefings.queries.people import candidates, present
from elearn.briefings.routes.common import asked, facts_line, found, office
from elearn.extensions import db

MOST_NAMES = 60
BLANKS = 12
WITHOUT_NAMES = (
    f"More than {MOST_NAMES} people could come, so the sheet has lines and no names. For a sheet "
    "with names, plan the briefing for one team."
)


@briefings.page(f"{ONE}/sheet", needs=RUN)
def sheet(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    one = found(here, briefing)
    rows = candidates(db.session(), one, one.held_on, most=MOST_NAMES + 1)
    there = [row for row in present(db.session(), one) if row.person_id]
    names = [(row.name, row.staff_number or "") for row in rows]
    names += [(row.name, row.staff_number or "") for row in there]  # nobody is in both
    fits = len(names) <= MOST_NAMES
    page = PaperPage(
        title="Attendance sheet",
        agency=here.of,
        number=briefing,
        module=one.module,
        facts=f"{facts_line(one)}. For {for_whom(one)}.",
        names=tuple(sorted(names, key=lambda row: (row[0].casefold(), row))) if fits else (),
        blanks=BLANKS if fits else 2 * BLANKS,
        note="" if fits else WITHOUT_NAMES,
    )
    return render_template("briefings/sheet.html", page=page)


@briefings.page(f"{ONE}/questions", needs=RUN)
def paper_questions(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    one = found(here, briefing)
    page = PaperPage(
        title=f"Questions: {one.module}",
        agency=here.of,
        number=briefing,
        module=one.module,
        facts=facts_line(one),
        questions=asked(one),
    )
    return render_template("briefings/paper.html", page=page)


@briefings.page(f"{ONE}/answers", needs=RUN)
def paper_answers(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    one = found(here, briefing)
    page = PaperPage(
        title=f"Answers for the facilitator: {one.module}",
        agency=here.of,
        number=briefing,
        module=one.module,
        facts=facts_line(one),
        questions=asked(one),
    )
    return render_template("briefings/answers.html", page=page)
