"""Who takes file after file, or searches without end, is asked to wait, in words, and by person."""

import pytest

from elearn.access.policy import Role
from elearn.extensions import limiter
from elearn.web.rates import A_FILE, FILES, SEARCHED, SEARCHES
from tests.support.html import TEMPLATES

pytestmark = pytest.mark.any_database


@pytest.fixture
def limited(monkeypatch):
    """The limiter as it is outside of tests, with nothing counted yet."""
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    yield
    limiter.reset()


@pytest.fixture
def lead(make, visitor):
    agency = make.agency("Northmoor", slug="northmoor")
    return visitor.sign_in(make.somebody(Role.AGENCY_LEAD, agency))


def a_minute(limit):
    return int(limit.split(" per minute")[0])


def test_after_thirty_files_a_minute_the_next_one_waits(app, limited, lead, make):
    url = "/agencies/northmoor/codes.csv"
    for _ in range(a_minute(FILES)):
        assert lead.get(url).status_code == 200
    answer = lead.get(url.replace("csv", "xlsx"))
    assert answer.status_code == 429
    assert "Wait a little before you take the next file" in answer.text
    assert "go back and take it again" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert lead.get("/agencies/northmoor/codes").status_code == 200, "pages go on"
    other = app.test_client().sign_in(
        make.somebody(Role.AGENCY_LEAD, make.agency("Southmoor", slug="southmoor"))
    )
    assert other.get("/agencies/southmoor/codes.csv").status_code == 200, "others go on"


def test_searching_without_end_waits_and_looking_does_not(limited, lead):
    url = "/agencies/northmoor/people"
    for number in range(a_minute(SEARCHES)):
        assert lead.get(url, query_string={"q": f"name {number}"}).status_code == 200
    answer = lead.get(url, query_string={"q": "one more"})
    assert answer.status_code == 429
    assert "Wait a little before you search again" in answer.text
    assert lead.get(url).status_code == 200


def test_every_page_with_a_box_to_search_is_counted(app):
    root = TEMPLATES.parents[1]
    boxes = {
        path.stem
        for path in root.rglob("templates/**/*.html")
        if 'input("q"' in path.read_text("utf-8")
    }
    assert boxes == {"codes", "alike", "people"}, "add its page to SEARCHED in web/rates.py"
    assert app.view_functions.keys() >= SEARCHED


def test_every_file_is_counted(app):
    files = [rule for rule in app.url_map.iter_rules() if A_FILE.search(rule.rule)]
    assert len(files) > 80
    assert all(hasattr(app.view_functions[one.endpoint], "__wrapped__") for one in files)
