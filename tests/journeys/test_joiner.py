"""A lead puts somebody without e-mail on record and prints a slip; they come in with a phone."""

import re

from elearn.web.clock import today

AGENCY = "/agencies/aldermouth-city-council"
PASSWORD = "three-quiet-otters-swim"
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


def put_on_record(lead, name, number):
    lead.page.goto(f"{AGENCY}/people/new")
    lead.page.get_by_label("Full name").fill(name)
    lead.page.get_by_label("Staff number").fill(number)
    lead.page.get_by_label("Role", exact=True).select_option("R7")
    lead.page.get_by_label("First day in this role").fill(f"{today():%d/%m/%Y}")
    lead.press("Put on record")
    return lead


def test_somebody_without_e_mail_comes_in_with_a_printed_code(open_tab):
    lead = open_tab().sign_in("lead")
    lead.go(f"{AGENCY}/people").follow("Add somebody").looked_at()
    lead.press("Put on record").looked_at()
    lead.says("Type their name")
    put_on_record(lead, "Rosa Field", "V-901").looked_at()
    lead.says("Rosa Field is on record.").says("comes in with a printed code")
    lead.press("Print a slip with a new code").looked_at()
    assert lead.heading == "One slip to print"
    code = CODE.search(lead.text)[0]

    rosa = open_tab(phone=True)
    rosa.go("/sign-in").follow("I have a slip with a code").looked_at()
    rosa.page.get_by_label("Code").fill("AAAA-AAAA")
    rosa.press("Go on").looked_at()
    rosa.says("This code does not work")
    rosa.page.get_by_label("Code").fill(code.lower())
    rosa.press("Go on").looked_at()
    rosa.says("Rosa Field").says("Aldermouth City Council")
    assert rosa.page.get_by_label("User name").input_value() == "rosa.field"
    rosa.page.get_by_label("New password").fill(PASSWORD)
    rosa.press("Choose this and go in").looked_at()
    rosa.page.goto("/account")
    rosa.looked_at().says("rosa.field")
    rosa.sign_out()

    rosa.page.goto("/sign-in")
    rosa.page.get_by_label("E-mail address or user name").fill("Rosa.Field")
    rosa.page.get_by_label("Password", exact=True).fill(PASSWORD)
    rosa.press("Sign in")
    rosa.page.wait_for_url(re.compile("/learn"))


def test_a_slip_works_without_a_script(open_tab):
    lead = put_on_record(open_tab().sign_in("lead"), "Tom Reed", "V-902")
    lead.press("Print a slip with a new code")
    tom = open_tab(phone=True, script=False)
    tom.page.goto("/join")
    tom.page.get_by_label("Code").fill(CODE.search(lead.text)[0])
    tom.press("Go on")
    tom.page.get_by_label("New password").fill(PASSWORD)
    tom.press("Choose this and go in")
    tom.page.goto("/learn")
    assert "/sign-in" not in tom.page.url


def test_a_lead_moves_delegates_and_puts_two_records_together(open_tab):
    lead = put_on_record(open_tab().sign_in("lead"), "Una Vale", "V-903")
    lead.follow("Another team or role").looked_at()
    lead.press("Change it from that day").looked_at()
    lead.page.go_back()
    lead.page.goto(f"{AGENCY}/people?q=V-903")
    lead.follow("Una Vale").follow(re.compile("Change postings")).looked_at()
    lead.follow("Record a long absence").looked_at()
    lead.page.get_by_label("First day away").fill("1/2/2026")
    lead.press("Record the absence").looked_at()
    lead.says("Away since 1 February 2026")

    put_on_record(lead, "Una Valle", "V-904")
    lead.follow("Look for another record of this person").looked_at()
    lead.follow("Una Vale").looked_at()
    lead.press("Put them together").looked_at()
    lead.says("The two records are one now.")
    lead.press("Take them apart again").looked_at()
    lead.says("apart again")

    lead.go(f"{AGENCY}/codes").says("Una Vale")
    lead.go(f"{AGENCY}/roles").follow("Appoint a deputy or a team lead").looked_at()
    lead.page.get_by_label("Their e-mail address or staff number").fill("teamlead@demo.example")
    lead.page.get_by_label(re.compile("^Deputise")).check()
    lead.page.get_by_label(re.compile("^The first day")).fill("1/2/2027")
    lead.press("Appoint").looked_at()
    lead.says("Gwen Castellano deputises")
