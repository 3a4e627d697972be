"""Learning on a phone in a corridor: interrupted, resumed, and without a script."""

import re

from tests.journeys.learner import answer_question, go_through_pages, take_quiz


def test_a_learner_goes_on_at_the_same_question_on_another_device(open_tab):
    phone = open_tab(phone=True).sign_in("learner")
    phone.page.goto("/learn/first-responder")
    phone.follow(re.compile("^(Carry on|Start|Take)")).looked_at()
    go_through_pages(phone)
    phone.press(re.compile("^Start"))
    for _ in range(3):
        answer_question(phone)
        phone.press(re.compile("^Save"))
    assert "Question 4 of 15" in phone.text
    shown = phone.heading

    desk = open_tab().sign_in("learner")
    desk.go("/learn")
    desk.follow(re.compile("Carry on with the quiz")).looked_at()
    assert "Question 4 of 15" in desk.text
    assert desk.heading == shown

    answer_question(desk, right=False)
    desk.press(re.compile("^Save"))
    answer_question(desk)
    desk.press(re.compile("^Save")).looked_at()
    assert "Question 6 of 15" in desk.text


def test_the_whole_module_works_without_a_script(open_tab):
    tab = open_tab(phone=True, script=False).sign_in("coordinator")
    tab.page.goto("/learn/notice-and-pass-on")
    tab.follow(re.compile("^(Carry on|Start|Take)"))
    go_through_pages(tab)
    tab.press(re.compile("^Start"))
    take_quiz(tab, wrong=10)
    assert re.fullmatch(r"Not yet: \d out of 10", tab.heading)
    tab.says("Read that screen again")
