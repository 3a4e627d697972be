"""The coordinator opens an audit, a lead confirms what is asked, and it is frozen and published."""

import re
from datetime import timedelta

from elearn.web.clock import today

AGENCY = "Aldermouth City Council"


def test_an_audit_goes_from_open_to_published_with_a_lead_confirming(open_tab):
    boss = open_tab().sign_in("coordinator")
    boss.go("/audits/new").follow("Open an audit that asks agencies").looked_at()
    boss.page.get_by_label("Name of the audit").fill("Winter check")
    boss.page.get_by_label("Agencies answer by").fill((today() + timedelta(9)).isoformat())
    boss.page.get_by_text("Limit the scope").click()
    boss.page.get_by_label(AGENCY).check()
    boss.press("Open only").says("nobody has been asked yet")
    boss.press("Ask agencies now").looked_at()
    boss.says("0 of 1 agency have signed").says("Limited to 1 agency.")
    wall = boss.page.url

    lead = open_tab(phone=True, script=False).sign_in("lead")
    lead.go("/agencies/aldermouth-city-council/audit").looked_at()
    todo = int(lead.heading.split()[0])  # another audit may be asking as well
    assert todo >= 4
    lead.press(re.compile("^This list is right as at")).says(f"{todo - 1} things are still to do")
    lead.press("There is nothing to bring in").says(f"{todo - 2} things are still to do")
    lead.looked_at()

    boss.page.goto(wall)
    assert boss.page.get_by_text("Confirmed").count() == 2
    boss.follow("Freeze").looked_at()
    boss.says("1 agency has not signed: freeze anyway?").says(AGENCY)
    boss.press("Count and freeze").looked_at()
    boss.says("Limited to 1 agency.").says("Seal verified").says("Frozen")
    boss.follow("Proof").looked_at().says("0 of 1 agency. Not signed: Aldermouth City Council")
    boss.press("Publish this edition").says("Published")
