from datetime import UTC, date, datetime

from sqlalchemy import select

from elearn.models import ModuleVersion
from elearn.records.actions import revoke_completion
from tests.integration.certificates.conftest import CODE


def test_every_certificate_ever_earned_is_listed(visitor, holder, module, certify, held):
    certify(holder, module, date(2022, 3, 9), "0000-0000-0001")
    page = visitor.sign_in(holder).page("/certificates")
    rows = [" ".join(row.text.split()) for row in page.select("dl > div")]
    assert len(rows) == 2
    assert "In date until 9 March 2028" in rows[0]
    assert "Replaced. You passed it again on 9 March 2026" in rows[1]
    assert "0000-0000-0001" in rows[1]
    assert len(page.select("main a[href$='.pdf']")) == 2


def test_one_that_ran_out_and_was_not_passed_again_says_when(visitor, holder, module, certify):
    certify(holder, module, date(2022, 3, 9))
    page = visitor.sign_in(holder).page("/certificates")
    assert "It ran out on 9 March 2024" in page.text


def test_what_was_withdrawn_replaces_nothing(visitor, holder, module, session, certify, held):
    certify(holder, module, date(2025, 3, 9), "0000-0000-0001")
    now = datetime(2026, 6, 1, tzinfo=UTC)
    revoke_completion(
        session, completion_id=held.id, on=date(2026, 6, 1), reason="Not hers.", now=now
    )
    session.commit()
    page = visitor.sign_in(holder).page("/certificates")
    first, second = (" ".join(row.text.split()) for row in page.select("dl > div"))
    assert "Withdrawn on 1 June 2026. The reason: Not hers." in first
    assert "In date until 9 March 2027" in second


def test_the_list_says_which_version_was_passed(visitor, holder, module, session, certify):
    version = session.scalar(select(ModuleVersion).where(ModuleVersion.module_id == module.id))
    certify(holder, module, date(2026, 3, 9), version_id=version.id)
    assert "Version 1." in visitor.sign_in(holder).page("/certificates").text


def test_nobody_elses_are_listed(visitor, make, held):
    page = visitor.sign_in(make.person()).page("/certificates")
    assert "You have no certificate yet." in page.text
    assert CODE not in page.text


def test_a_withdrawn_one_says_so_and_has_no_file(visitor, holder, session, held, documents):
    now = datetime(2026, 6, 1, tzinfo=UTC)
    revoke_completion(
        session, completion_id=held.id, on=date(2026, 6, 1), reason="Not hers.", now=now
    )
    session.commit()
    page = visitor.sign_in(holder).page("/certificates")
    assert "Withdrawn on 1 June 2026" in page.text
    assert not page.find("a", href=f"/certificates/{CODE}.pdf")
    assert visitor.get(f"/certificates/{CODE}.pdf").status_code == 404


def test_the_holder_gets_the_file_with_the_facts_of_the_day(
    visitor, holder, module, session, certify, documents
):
    version = session.scalar(select(ModuleVersion).where(ModuleVersion.module_id == module.id))
    certify(holder, module, date(2026, 3, 9), version_id=version.id)
    response = visitor.sign_in(holder).get(f"/certificates/{CODE}.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="certificate-{CODE}.pdf"'
    )
    assert response.headers["Cache-Control"] == "no-store"
    (facts,) = documents.certificates
    assert (facts.name, facts.module) == ("Amina Okafor", "Notice it")
    assert facts.agency == "Northmoor Council"
    assert facts.code == CODE
    assert facts.verify_url == f"http://localhost/verify/{CODE}"


def test_the_file_is_the_holders_alone(visitor, app, make, held, documents):
    assert visitor.sign_in(make.person()).get(f"/certificates/{CODE}.pdf").status_code == 404
    assert "/sign-in" in app.test_client().get(f"/certificates/{CODE}.pdf").location
    assert documents.certificates == []


def test_a_code_may_be_written_carelessly(visitor, holder, held, documents):
    assert visitor.sign_in(holder).get("/certificates/nm7k4qxr92td.pdf").status_code == 200


def test_an_unknown_code_has_no_file(visitor, holder, held, documents):
    visitor.sign_in(holder)
    for code in ("0000-0000-0000", "x", "%00", "a" * 41, "a" * 5000, "..%2f..%2fetc"):
        assert visitor.get(f"/certificates/{code}.pdf").status_code == 404


def test_the_file_is_a_pdf(visitor, holder, held):
    response = visitor.sign_in(holder).get(f"/certificates/{CODE}.pdf")
    assert response.data.startswith(b"%PDF")
