"""On a small phone: a pre-check that skips the screens, and five questions by letter."""

import re
import subprocess
import sys

from tests.journeys.conftest import ROOT
from tests.journeys.learner import bank, go_through_pages, plain, shown, take_quiz

ASK = """
import os
from sqlalchemy import select
from elearn import create_app
from elearn.extensions import db
from elearn.models import Module, Person
from elearn.web.clock import now
from tests.support.again import ask_again
from tests.support.make import Make
with create_app().app_context():
    person = db.session.scalar(select(Person).filter_by(email="newstarter@demo.example"))
    module = db.session.scalar(select(Module).filter_by(code="M12"))
    print(ask_again(Make(db.session), person, module, now()))
"""


def letter_of(house) -> str:
    """The token in a letter to somebody who finished the Anti-Slavery Day briefing in spring."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()[-1]


def answer_all(tab) -> None:
    """Tick what is right of every question on the page, and say how sure."""
    for section in tab.page.locator("main section").all():
        legend = section.get_by_role("group").first.locator("legend")
        item = bank()[plain(legend.inner_html())]
        right = {shown(one.text) for one in item.options if one.correct}
        for label in section.get_by_role("group").first.locator("label").all():
            if plain(label.inner_html()) in right:
                label.click()
        sure = section.get_by_label("Fairly sure", exact=True)
        if sure.count():
            sure.check()


def test_whoever_knows_it_already_skips_the_screens(open_tab):
    tab = open_tab(phone=True).sign_in("author")
    tab.page.goto("/learn/faith-and-community")
    tab.looked_at().follow("Take the pre-check").looked_at()
    tab.press("Start the pre-check").looked_at()
    take_quiz(tab, wrong=8)
    tab.looked_at().says("Not yet").says("Take the module as usual")
    assert "You said" not in tab.text
    tab.follow("Take the module")
    tab.follow(re.compile("^(Carry on|Start)"))
    go_through_pages(tab)
    tab.says("Start the quiz")

    tab.page.goto("/learn/anti-slavery-day/pre-check")
    tab.press("Start the pre-check")
    take_quiz(tab)
    tab.looked_at().says("You passed with 5 out of 5").says("Download my certificate")


def test_five_questions_by_letter_without_a_script_and_without_signing_in(open_tab, house):
    token = letter_of(house)
    scanner = open_tab()
    scanner.go(f"/again/{token}")
    tab = open_tab(phone=True, script=False)
    tab.page.goto(f"/again/{token}")
    assert "newstarter" not in tab.page.content()
    tab.press("Send my answers").says("Question 1")
    answer_all(tab)
    tab.press("Send my answers")
    assert tab.heading == "5 of 5 right"
    scanner.go(f"/again/{token}").says("The link in the letter works once")
    scanner.go(f"/again/{token}/result")
    scanner.follow("No more of these letters").looked_at()
    scanner.press("Send me no more of these").looked_at().says("no more questions")
