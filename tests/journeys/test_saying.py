"""People say what they think without a name, and find who to call."""

import re
from datetime import UTC, datetime

PAGE = re.compile(rb"/Type\s*/Page\b")
TODAY = datetime.now(UTC).date()


def answer_everything(page):
    """The first real choice of each list, the first answer of each question."""
    for label in ("What is your work?", "In what kind of agency?"):
        page.get_by_label(label).select_option(index=1)
    groups = page.get_by_role("group")
    for place in range(groups.count()):
        radios = groups.nth(place).get_by_role("radio")
        if radios.count():
            radios.first.check()


def test_a_survey_is_opened_answered_by_a_code_without_script_and_closed(open_tab):
    desk = open_tab().sign_in("coordinator").go("/feedback")
    desk.follow("Staff surveys").looked_at()
    desk.follow("Open a staff survey").looked_at()
    for label in ("First day", "Last day"):
        desk.page.get_by_label(label).fill(TODAY.isoformat())
    desk.press("Open this survey").looked_at()
    desk.says("Answers so far: fewer than 10")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", desk.text)[0]

    phone = open_tab(phone=True, script=False).go("/survey/code")
    phone.page.get_by_label("The code of the survey").fill(code.lower())
    phone.press("Go to the questions")
    phone.press("Send my answers")
    assert phone.page.title().startswith("Error: ")
    answer_everything(phone.page)
    phone.press("Send my answers")
    assert phone.heading == "The survey is answered"
    phone.press("Somebody else answers on this phone")
    assert phone.heading == "Eight questions, without your name"

    learner = open_tab(phone=True).sign_in("learner").go("/survey")
    answer_everything(learner.page)
    learner.press("Send my answers").looked_at()
    assert learner.heading == "You have answered the survey"

    desk.page.reload()
    desk.page.get_by_text("Close it before the last day").click()
    desk.press("Close this survey now").looked_at()
    desk.says("Fewer than ten people answered, so nothing is shown.")


def test_who_to_call_is_one_tap_away_names_nobody_and_fits_one_sheet(open_tab):
    tab = open_tab(phone=True).sign_in("learner").go("/learn")
    name = tab.page.locator(".app-who span").first.inner_text().split(",")[0]
    tab.follow("What my agency does, in and out of hours").looked_at()
    assert tab.heading == "Who to call"
    tab.says("First Responder: yes").says("Duty to Notify: yes").says("999")
    assert name not in tab.page.content()
    assert len(PAGE.findall(tab.page.pdf(prefer_css_page_size=True))) == 1, "one sheet"
