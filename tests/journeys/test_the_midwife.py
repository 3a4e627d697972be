"""A midwife learns, her lead sees it, and the audit moves by exactly one."""

import re

from tests.journeys.learner import go_through_pages, take_quiz

HELD = re.compile(r"([\d,]+) of ([\d,]+)")


def in_date(house) -> tuple[int, int]:
    """People in date and in scope over the partnership, by an audit frozen now, unsuppressed."""
    printed = house.flask("audit", "run", "--as-of", "today")
    number = re.search(r"\b(\d+)\b", printed).group(1)
    folder = house.instance / f"audit-{number}"
    house.flask(
        "audit", "report", number, "--format", "csv", "--audience", "full", "-o", str(folder)
    )
    lines = (folder / "coverage.csv").read_text("utf-8-sig").splitlines()
    head = lines[0].split(",")
    scope, held = head.index("in_scope"), head.index("in_date")
    rows = [line.split(",") for line in lines[1:]]
    return sum(int(row[held]) for row in rows), sum(int(row[scope]) for row in rows)


def test_a_midwife_takes_her_module_and_everybody_sees_it(open_tab, house):
    before, scope = in_date(house)

    midwife = open_tab(phone=True)
    midwife.go("/").go("/sign-in").sign_in("newstarter").looked_at()
    midwife.says("Modern slavery: notice it and pass it on")
    midwife.follow(re.compile("^Start")).looked_at()
    if "/learn/notice-and-pass-on" in midwife.page.url and midwife.page.url.endswith("pass-on"):
        midwife.follow(re.compile("^Start"))
    assert go_through_pages(midwife) == 14
    midwife.looked_at().press(re.compile("^Start"))
    midwife.looked_at()
    take_quiz(midwife)
    assert midwife.heading == "You passed with 10 out of 10"
    midwife.looked_at()
    assert midwife.download(re.compile("^Download my certificate")).startswith(b"%PDF-")
    name = midwife.go("/learn").page.locator(".app-who").inner_text().split(",")[0].split("\n")[0]
    midwife.says("In date until")
    midwife.go("/certificates").sign_out()

    lead = open_tab()
    lead.sign_in("lead").looked_at()
    lead.go("/agencies/aldermouth-city-council/people")
    lead.page.goto(f"/agencies/aldermouth-city-council/people?q={name.split()[-1]}")
    lead.follow(name).looked_at()
    lead.says("Modern slavery: notice it and pass it on").says("In date")

    after, same_scope = in_date(house)
    assert (after, same_scope) == (before + 1, scope)

    coordinator = open_tab()
    coordinator.sign_in("coordinator").looked_at()
    coordinator.go("/audits")
    coordinator.go("/audits/new").press(re.compile("Freeze|Run|Count"))
    coordinator.looked_at()
    assert "/audits/" in coordinator.page.url
    assert name not in coordinator.text
