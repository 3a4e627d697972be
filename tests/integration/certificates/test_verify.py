from datetime import UTC, date, datetime

import pytest

from elearn.extensions import limiter
from elearn.models import PersonStatus
from elearn.records.actions import revoke_completion
from tests.integration.certificates.conftest import CODE


def test_anybody_may_check_a_code_and_learns_only_the_least(visitor, held):
    page = visitor.page(f"/verify/{CODE}")
    assert page.h1.text == "This certificate is true and in date"
    assert "In date until 9 March 2028" in page.text
    facts = {row.dt.text: row.dd.text for row in page.select("main dl > div")}
    assert facts == {
        "Training": "Notice it",
        "Passed on": "9 March 2026",
        "Initials of the holder": "AO",
        "Code": CODE,
    }
    assert "Okafor" not in page.text
    assert "Northmoor Council" not in page.text


def test_the_check_sets_no_cookie_and_is_not_indexed(visitor, held):
    for path in ("/verify", f"/verify/{CODE}", "/verify/0000-0000-0000"):
        response = visitor.get(path)
        assert "Set-Cookie" not in response.headers
        assert '<meta name="robots" content="noindex">' in response.text
    assert visitor.get(f"/verify/{CODE}").headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "typed", ["nm7k-4qxr-92td", "NM7K 4QXR 92TD", "nm7k4qxr92td", " NM7K4QXR-92td "]
)
def test_a_code_is_read_however_it_is_typed(visitor, held, typed):
    assert visitor.get("/verify", query_string={"code": typed}).location == f"/verify/{CODE}"
    assert "true and in date" in visitor.page(f"/verify/{typed.strip()}").text


@pytest.mark.parametrize("typed", ["", "NM7K", "NM7K-4QXR-92TD-XX", "!" * 12, "a" * 5000])
def test_what_cannot_be_a_code_is_asked_again(visitor, typed):
    response = visitor.get("/verify", query_string={"code": typed})
    assert response.status_code == 422
    assert "Check the code: it has 12 letters and digits" in response.text


def test_an_unknown_code_is_answered_in_plain_words(visitor, held):
    for code in ("0000-0000-0000", "nonsense", "%F0%9F%98%80", "%00"):
        response = visitor.get(f"/verify/{code}")
        assert response.status_code == 404
        assert "No certificate has this code" in response.text


def test_one_that_ran_out_says_when(visitor, holder, module, certify):
    certify(holder, module, date(2022, 3, 9))
    page = visitor.page(f"/verify/{CODE}")
    assert page.h1.text == "This certificate has run out"
    assert "It ran out on 9 March 2024." in page.text


def test_a_withdrawn_one_says_so_without_the_reason(visitor, session, held):
    now = datetime(2026, 6, 1, tzinfo=UTC)
    revoke_completion(
        session, completion_id=held.id, on=date(2026, 6, 1), reason="Somebody sat it.", now=now
    )
    session.commit()
    page = visitor.page(f"/verify/{CODE}")
    assert page.h1.text == "This certificate was withdrawn"
    assert "withdrawn on 1 June 2026" in page.text
    assert "Somebody sat it" not in page.text


def test_after_an_erasure_the_certificate_stands_without_initials(visitor, session, holder, held):
    holder.status, holder.full_name = PersonStatus.ERASED, "Erased 8f2c"
    session.commit()
    page = visitor.page(f"/verify/{CODE}")
    assert "No longer kept" in page.text
    assert "E8" not in page.text


def test_the_check_is_limited(visitor, held):
    limiter.enabled = True
    limiter.reset()
    try:
        answers = [visitor.get(f"/verify/{CODE}") for _ in range(62)]
    finally:
        limiter.enabled = False
        limiter.reset()
    assert [one.status_code for one in answers[:60]] == [200] * 60
    refused = answers[-1]
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Too many tries in a short time" in refused.text
