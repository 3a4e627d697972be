"""The service worker and the page without a connection: the same for everybody."""

import re

from elearn.web.assets import asset


def test_the_worker_answers_for_every_page_and_is_asked_for_anew_each_time(visitor):
    response = visitor.get("/sw.js")
    assert response.status_code == 200
    assert response.content_type == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers


def test_the_worker_keeps_the_files_of_today_and_the_page_without_a_connection(visitor):
    script = visitor.get("/sw.js").text
    files = set(re.findall(r"/static/[\w.-]+", script))
    names = ("app.css", "app.js", "ahn-400.woff2", "ahn-700.woff2", "favicon.svg")
    assert files == {asset(name) for name in names}
    assert '"/offline"' in script


def test_the_page_without_a_connection_is_about_nobody(visitor, make):
    visitor.sign_in(make.person())
    response = visitor.get("/offline")
    assert "Set-Cookie" not in response.headers
    page = visitor.page("/offline")
    assert page.h1.text == "Without a connection"
    assert "Nothing is kept on this phone." in page.text
    assert not page.select("form, [data-whose]")
