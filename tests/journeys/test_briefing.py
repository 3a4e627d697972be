"""A lead opens a room; somebody comes in by phone and answers; it ends on their training record."""

import re

from tests.journeys.screens import Tab

BRIEFINGS = "/agencies/aldermouth-city-council/briefings"
CODE = re.compile(r"^[A-Z2-9]{3}-[A-Z2-9]{3}$")


def answer_all(tab: Tab) -> Tab:
    """Answer every question with whatever comes first."""
    for group in tab.page.get_by_role("group").all():
        group.get_by_role("radio").or_(group.get_by_role("checkbox")).first.check()
    return tab


def test_a_room_from_planning_to_evidence(open_tab):
    lead = open_tab().sign_in("lead")
    lead.go(BRIEFINGS).follow("Plan a briefing").looked_at()
    module = lead.page.get_by_label("What it is about")
    module.select_option(label=module.get_by_text(re.compile("^M01 ")).inner_text())
    lead.page.get_by_label("Place").fill("The canteen at the depot")
    lead.press("Plan this briefing").looked_at()
    lead.says("Attendance counts for this module")
    lead.press("Open the room for four hours").looked_at()
    room = lead.page.url
    lead.follow("Show the code on the wall").looked_at()
    code = lead.page.get_by_text(CODE).inner_text()

    phone = open_tab(phone=True, script=False)
    phone.page.goto("/b")
    phone.page.get_by_label("The code on the wall").fill(code.lower())
    phone.press("Go into the room")
    phone.page.get_by_label("Your staff number or work e-mail address").fill(
        "teamlead@demo.example"
    )
    phone.press("Say that I am here, by number or address")
    phone.follow("Answer five questions")
    answer_all(phone).press("Send my answers")
    phone.says("Only you see this, and only now")
    phone.follow("Back to the room").says("Your answers were sent")

    guest = open_tab()
    guest.go(f"/b/{code.replace('-', '').lower()}")
    guest.page.get_by_text("I have neither of the two").click()
    guest.page.get_by_label("Your name").fill("Gus Guest")
    guest.press("Come in as a guest").looked_at()
    guest.follow("Answer five questions").looked_at()
    answer_all(guest).press("Send my answers").looked_at()

    lead.page.goto(room)
    lead.looked_at().says("Gus Guest")
    lead.follow("Tick people on your list").looked_at()
    lead.page.get_by_role("checkbox").first.check()
    lead.press("Put these people on the list").looked_at()
    for sheet in (
        "Attendance sheet to sign",
        "Questions to hand out",
        "Answers for the facilitator",
    ):
        lead.follow(sheet).looked_at()
        lead.page.goto(room)
    lead.page.get_by_label("I saw each of these people").check()
    lead.press(re.compile("^Close this briefing with 2")).looked_at()
    lead.says("Fewer than five people sent answers")
    lead.page.get_by_text("typed their number or address").locator("..").get_by_role("link").click()
    lead.says("Signed attendance (E4)")
    lead.page.goto(room)
    lead.page.get_by_text("Undo the closing").first.click()
    lead.press("Undo the closing").looked_at().says("taken back")
