"""A lead answers the self-assessment, leaves, comes back and signs; the coordinator reads it."""

import re

RETURN = "/agencies/aldermouth-city-council/return"
ANSWERED = 16


def answer(tab, evidence="Board paper of 12 June."):
    """Choose the third answer, say how sure, and write down what shows it."""
    tab.page.get_by_role("radio", name=re.compile("^2: ")).check()
    tab.page.get_by_label("We looked it up").check()
    tab.page.get_by_label("What shows it").fill(evidence)
    return tab


def test_a_lead_answers_leaves_comes_back_and_signs(open_tab):
    lead = open_tab(phone=True, script=False).sign_in("lead")
    lead.page.goto(RETURN)
    lead.says(f"{ANSWERED} of 21 questions are answered")
    lead.follow("Carry on at question 17")
    lead.page.get_by_role("radio", name="1 to 4").check()
    lead.page.get_by_label("We looked it up").check()
    lead.press("Save and go on")
    answer(lead).press("Save and go on")
    answer(lead).press("Save and leave")
    lead.says("Question 19 is saved")
    lead.sign_out()

    back = open_tab().sign_in("lead")
    back.go(RETURN)
    back.says("19 of 21 questions are answered").follow("Carry on at question 20").looked_at()
    back.says("The year before")
    back.press("Save and go on").looked_at()
    back.says("Choose the answer that fits best")
    answer(back, "Statement of September.").press("Save and go on")
    back.page.get_by_role("radio", name="It does not apply to us").check()
    back.page.get_by_label("If it does not apply to you: why not").fill("Nothing stops us.")
    back.press("Save and go on").looked_at()
    back.says("Every question is answered").says("Statement of September.")
    back.page.get_by_label(re.compile("^I have read the answers")).check()
    back.press(re.compile("^Sign the return for")).looked_at()
    back.says("Signed by Helen Marsh")
    back.follow("A page to print").looked_at()

    boss = open_tab().sign_in("coordinator")
    boss.go("/returns").says("have not signed a return")
    boss.follow("Aldermouth City Council").looked_at()
    boss.follow(re.compile("^Put your score beside it")).looked_at()
    boss.page.get_by_role("radio", name=re.compile("^1: ")).check()
    boss.page.get_by_label("Why", exact=True).fill("No deputy is named yet.")
    boss.press("Save your score").says("No deputy is named yet.")

    lead = open_tab().sign_in("lead")
    lead.go(RETURN).says("No deputy is named yet.")


def test_a_lead_counts_a_role_and_brings_in_a_file(open_tab, tmp_path):
    lead = open_tab().sign_in("lead")
    lead.go("/agencies/aldermouth-city-council/headcount")
    lead.page.get_by_text("Count another role").click()
    lead.follow(re.compile("^R13 ")).looked_at()
    lead.page.get_by_label("How many people").fill("40")
    lead.page.get_by_label("As at which day").fill("1/9/2026")
    lead.page.get_by_label("Counted and signed by a manager").check()
    lead.page.get_by_label("Where the number comes from").fill("Volunteer register")
    lead.press("Sign and save this headcount").looked_at()
    lead.says("Volunteer register")

    file = tmp_path / "counts.csv"
    file.write_text(
        "role,headcount,as_at,source\nR13,42,2026-10-01,Volunteer register\nR99,1,2026-10-01,x\n",
        "utf-8",
    )
    lead.page.locator("input[type=file]").set_input_files(file)
    lead.page.get_by_label("Counted and signed by a manager").check()
    lead.press("Show what this file would do").looked_at()
    lead.says("There is no such role")
    lead.press("Sign and save 1 headcount").looked_at()
    lead.says("42")
