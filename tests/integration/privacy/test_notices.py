"""The public notices say what is so: the times in force, the cookies that are set. Every box for
free words asks for no case."""

import re
from datetime import timedelta

import pytest

from elearn.access.policy import Role
from elearn.config import ROOT
from elearn.privacy.actions.settings import keep_for
from elearn.privacy.cookies import cookies
from elearn.privacy.policy import RULES
from elearn.public.pages import WRITTEN_ON
from elearn.web.clock import now
from tests.support.walk import pages

pytestmark = pytest.mark.any_database

ON_THE_NOTICE = {
    "leavers", "certificates", "answers", "walks", "comments", "sessions", "tries", "letters",
    "registrations",
}  # fmt: skip
WARNING = "Do not enter victim or case details."


def test_the_privacy_notice_gives_the_times_in_force(session, visitor):
    text = visitor.page("/privacy").get_text()
    for key in ON_THE_NOTICE:
        assert RULES[key].said(RULES[key].default) in text
    keep_for(session, rule="tries", kept=17, agency_id=None, reason="x", actor_id=None, now=now())
    session.commit()
    assert "17 days" in visitor.page("/privacy").get_text()


def test_the_cookies_that_a_walk_sees_are_those_on_the_page(app, make, visitor):
    plain = [rule.rule for rule in pages(app) if not rule.arguments]
    answers = [visitor.get(path) for path in plain]  # as a stranger, then as somebody
    visitor.sign_in(make.somebody(Role.ADMINISTRATOR))
    answers += [visitor.get(path) for path in ("/", "/account", "/account/sessions", "/admin")]
    headers = [one for answer in answers for one in answer.headers.getlist("Set-Cookie")]
    known = [one.name for one in cookies(app.config["SESSION_COOKIE_NAME"])]
    assert {one.partition("=")[0] for one in headers} == {known[0]}
    text = visitor.page("/cookies").get_text()
    assert all(name in text for name in known)


def test_no_other_part_of_the_service_sets_a_cookie():
    found = [
        path.name
        for path in sorted((ROOT / "elearn").rglob("*.py"))
        if re.search(r"set_cookie\(|Set-Cookie", path.read_text("utf-8"))
    ]
    assert found == ["browsers.py"]


def test_security_txt_ends_within_a_year_of_the_release(visitor):
    text = visitor.get("/.well-known/security.txt").text
    expires = re.search(r"^Expires: (\d{4}-\d\d-\d\d)T", text, re.M)[1]
    assert expires == (WRITTEN_ON + timedelta(days=364)).isoformat()


def test_every_box_for_free_words_asks_for_no_case():
    boxes = [
        path
        for path in sorted((ROOT / "elearn").rglob("*.html"))
        if "<textarea" in path.read_text("utf-8")
    ]
    assert [path.name for path in boxes] == ["forms.html"]  # one macro draws all of them
    macro = boxes[0].read_text("utf-8").partition("macro textarea(")[2].partition("endmacro")[0]
    assert WARNING in macro


def test_a_box_on_a_page_says_so_to_the_eye_and_to_a_screen_reader(make, visitor):
    visitor.sign_in(make.somebody(Role.ADMINISTRATOR))
    page = visitor.page("/admin/retention/sessions")
    box = page.find("textarea")
    said = " ".join(page.find(id=one).get_text() for one in box["aria-describedby"].split())
    assert WARNING in said
