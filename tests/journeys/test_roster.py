"""A lead brings a roster in, sees what it would do, applies it and takes it back."""

import re
from pathlib import Path

AGENCY = "/agencies/aldermouth-city-council"
ESR = Path(__file__).parents[1] / "files" / "esr-like.csv"
FRESH = """J-1,Nadia Brook,nadia.brook@aldermouth.example,Licensing,R11,2026-01-05
J-2,Owen Tallis,owen.tallis@aldermouth.example,Licensing,R11,2026-02-02
J-3,Bad Date,bad.date@aldermouth.example,Licensing,R11,31/02/2026
"""
COLUMNS = ("staff_number", "full_name", "email", "team", "role", "start_date")


def with_two_starters(roster: str) -> str:
    """The agency's own list as it was taken from the service, two starters and a faulty line."""
    head = roster.splitlines()[0].split(",")
    lines = []
    for line in FRESH.splitlines():
        known = dict(zip(COLUMNS, line.split(","), strict=True))
        lines.append(",".join(known.get(column, "") for column in head))
    return roster.rstrip("\r\n") + "\r\n" + "\r\n".join(lines) + "\r\n"


def people_called_brook(open_tab) -> str:
    tab = open_tab().sign_in("lead")
    tab.page.goto(f"{AGENCY}/people?q=Brook")
    return tab.text


def test_a_roster_is_previewed_applied_and_undone(open_tab, tmp_path):
    lead = open_tab().sign_in("lead")
    present = lead.page.request.get(f"{AGENCY}/roster.csv").body().decode("utf-8-sig")
    file = tmp_path / "roster.csv"
    file.write_text(with_two_starters(present), "utf-8")

    lead.go(f"{AGENCY}/roster")
    lead.page.locator("input[type=file]").set_input_files(file)
    lead.press("Show what this file would do").looked_at()
    lead.says("start_date").says("Nadia Brook")
    assert "Nadia Brook" not in people_called_brook(open_tab)

    lead.press(re.compile("^(Apply|Bring)")).looked_at()
    assert "Nadia Brook" in people_called_brook(open_tab)

    lead.press("Undo this import").looked_at()
    assert "Nadia Brook" not in people_called_brook(open_tab)


def test_an_export_of_the_hr_system_is_mapped_once_applied_and_undone_on_a_phone(open_tab):
    lead = open_tab(phone=True).sign_in("lead")
    lead.go(f"{AGENCY}/roster")
    lead.page.locator("input[type=file]").set_input_files(ESR)
    lead.press("Show what this file would do").looked_at()
    assert lead.heading == "Which column is which?"
    chosen = lead.page.get_by_label("Staff number").locator("option:checked").inner_text()
    assert chosen.startswith("Employee Number, such as 20400100")

    lead.press("Read the file like this").looked_at()
    lead.says("5 job titles in 24 lines are no roles that we know.")
    lead.follow("Say which role each of them is").looked_at()
    for title in ("Midwife", "Paramedic", "Staff Nurse", "Healthcare Assistant", "Receptionist"):
        lead.page.get_by_label(re.compile(f"^{title}")).select_option(index=1)
    lead.press("Remember these roles").looked_at()
    lead.says(re.compile("New\\s*24")).says("have really left")

    lead.page.get_by_label(re.compile("have really left")).check()
    lead.press(re.compile("^Apply")).looked_at()
    assert lead.heading.endswith("changes were applied")
    lead.press("Undo this import").looked_at()
    assert lead.heading.endswith("was undone")

    lead.go(f"{AGENCY}/roster").follow("What we remember about your files").looked_at()
    lead.says("Employee Number").says("Midwife")
    lead.press("Forget the columns").press("Forget the job titles").looked_at()
    lead.says("Nothing is remembered.")
