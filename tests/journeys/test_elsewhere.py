"""Training done elsewhere: a lead proposes a course, the coordinator approves it, a learner sends
the certificate, the lead approves, a short quiz does the rest, and the learner sees it held."""

import re

from tests.journeys.learner import take_quiz
from tests.support.papers import pdf

AGENCY = "/agencies/aldermouth-city-council"
MODULE = "Children: exploitation, safeguarding and ICTG"
COURSE = "Seeing the signs, an e-learning of the Home Office"


def propose_and_approve(open_tab):
    """The lead proposes a course that teaches all but one topic; the coordinator lets it count."""
    lead = open_tab().sign_in("lead")
    lead.go(f"{AGENCY}/evidence/courses").follow("Propose another course").looked_at()
    lead.choose(f"M05 {MODULE} (level B)").press("Go on").looked_at()
    lead.press("Propose this course").looked_at().says("Write the name of the course")
    lead.page.get_by_label("Name of the course").fill(COURSE)
    lead.page.get_by_label("Who gives it").fill("Home Office")
    selects = lead.page.locator("select[name^=topic_]")
    for place in range(selects.count() - 1):
        selects.nth(place).select_option("B")
    lead.page.get_by_label("Why it should count").fill("Our safeguarding board looked at it.")
    lead.press("Propose this course").looked_at().says("Waits for the coordinator")

    coordinator = open_tab().sign_in("coordinator")
    coordinator.go("/equivalences").follow(COURSE).looked_at()
    coordinator.page.get_by_label("Its holders pass the module’s quiz besides").uncheck()
    coordinator.press("Approve this course").looked_at().says("Counts")


def send_certificate(tab, folder):
    paper = folder / "certificate.pdf"
    paper.write_bytes(pdf())
    tab.go("/learn").follow("Training I did elsewhere").looked_at()
    tab.press("Send this certificate").looked_at().says("Choose a course")
    tab.page.get_by_label("Which course was it?").select_option(f"{COURSE} (Home Office)")
    tab.page.get_by_label("When did you finish it?").fill("3/9/2026")
    tab.page.get_by_label("The certificate").set_input_files(paper)
    tab.press("Send this certificate").looked_at().says("waits for your lead")


def approve(open_tab, name):
    lead = open_tab(phone=True).sign_in("lead")
    lead.go(f"{AGENCY}/evidence").says(re.compile("certificates? needs? your decision"))
    lead.follow(name).looked_at()
    saved = lead.download("Save the certificate to look at it")
    assert saved == pdf()
    lead.press("Approve this certificate").looked_at().says("is told")


def test_a_certificate_is_sent_approved_and_held(open_tab, tmp_path):
    propose_and_approve(open_tab)
    learner = open_tab(phone=True).sign_in("learner")
    send_certificate(learner, tmp_path)
    approve(open_tab, "Amina Okafor")

    learner.go("/learn/elsewhere").says("You still need")
    learner.follow(re.compile("^Take the short quiz")).looked_at()
    learner.press("Start the short quiz").looked_at()
    take_quiz(learner)
    learner.looked_at().says("Together with your course this completes the module.")
    learner.go("/learn").says(re.compile(f"{MODULE}.*certificate approved", re.DOTALL))

    lead = open_tab().sign_in("lead")
    lead.page.goto(f"{AGENCY}/people?q=Okafor")
    lead.follow("Amina Okafor").looked_at().says("Outside certificate, approved (E3)")


def test_a_file_of_completions_is_looked_at_applied_and_undone(open_tab, tmp_path):
    file = tmp_path / "done.csv"
    file.write_text(
        "email,course,completed_on,score,evidence\n"
        "teamlead@demo.example,M05,14/06/2026,88%,Record of the council\n"
        "nobody@demo.example,M05,14/06/2026,,\n",
        "utf-8",
    )
    lead = open_tab().sign_in("lead").go(f"{AGENCY}/evidence")
    lead.page.get_by_label("Training done elsewhere").set_input_files(file)
    lead.press("Show what this file would do").looked_at()
    lead.says("Gwen Castellano").says("1 line cannot be used").says("Scores are left out")
    lead.press("Put 1 line on record").looked_at().says("Imported from the agency’s system (E2)")
    lead.press("Undo this import").looked_at().says("count for nothing")
