"""The coordinator changes what a role needs; a lead asks for a rule of their own."""

import re
from datetime import UTC, datetime, timedelta

from elearn.domain.dates import uk_date

LATER = datetime.now(UTC).date() + timedelta(days=40)
AGENCY = "/agencies/aldermouth-city-council/requirements"
PAGE = re.compile(rb"/Type\s*/Page\b")


def fill(tab, choice, why):
    tab.page.get_by_role("radio", name=choice).check()
    tab.page.get_by_label("From which day").fill(LATER.isoformat())
    tab.page.get_by_label("Why", exact=True).fill(why)
    return tab.press("See whom this would touch").looked_at()


def test_the_coordinator_sees_whom_a_change_touches_before_setting_it(open_tab):
    tab = open_tab().sign_in("coordinator").go("/requirements")
    assert len(PAGE.findall(tab.page.pdf(prefer_css_page_size=True))) == 1, "one sheet, lying"

    tab.follow(re.compile(r"Offered\s*: R7, M03")).looked_at()
    fill(tab, re.compile("^Required"), "The board asked for it.")
    assert re.match(r"This (makes|puts) .+ (due|in their days of grace)", tab.heading)
    tab.says("Nothing is set yet.").says("The board asked for it.")

    tab.follow("Change what you typed").looked_at()  # and nothing typed is lost
    assert tab.page.get_by_label("Why", exact=True).input_value() == "The board asked for it."
    tab.press("See whom this would touch")
    tab.press(f"Set it from {uk_date(LATER)}").looked_at()
    tab.says("Set: Required").says("For every agency today: Offered").says("Joan Tregarthen")


def test_a_lead_asks_for_a_rule_of_their_own_and_reads_the_answer(open_tab):
    lead = open_tab(phone=True).sign_in("lead").go(AGENCY)
    lead.follow(re.compile(r"Required\s*: R11, M01")).looked_at()
    fill(lead, re.compile("^Offered"), "Done in our own induction.")
    lead.press("Send it to the coordinator").looked_at()
    lead.says("Nothing changes until it is approved").says("Waits for an answer")

    coordinator = open_tab().sign_in("coordinator").go("/requirements")
    coordinator.follow(re.compile("waits? for your answer")).looked_at()
    coordinator.follow(re.compile("^R11")).looked_at()
    coordinator.says("Done in our own induction.")
    coordinator.page.get_by_label("A word to the agency").fill("Until the spring.")
    coordinator.press("Approve this rule").looked_at()
    coordinator.says("Approved for Aldermouth City Council, which is told.")

    lead.go(AGENCY).says("Approved on").says("Until the spring.").says("To come")
