"""The audit from the command line."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from elearn.audit.actions import freeze
from elearn.audit.parts import PARTS
from elearn.models import Audit, AuditCoverage, TrailEntry
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.schema_check import faults
from tests.integration.audit.standing import fixtures_of

pytestmark = pytest.mark.xdist_group("commands of audits")
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
SCHEMA = Path(__file__).parents[3] / "docs" / "audit.schema.json"
COVERAGE = (
    "agency,area,role,module,in_scope,in_date,due_soon,expired,never,coverage,lower,upper,band,"
    "denominator_grade,note"
)
KNOWLEDGE = (
    "agency,role,topic,level,assessed,masters,mastery,lower,upper,mean_score,confident_wrong,note"
)


@pytest.fixture
def flask(app, session):
    def run(*args):
        return app.test_cli_runner().invoke(args=["audit", *map(str, args)])

    return run


def build(make):
    partnership = new_partnership(make)
    for person in partnership.handlers(20, done_on=date(2026, 1, 1))[:12]:
        partnership.answers(person, [True] * 4, confidence=5)
    partnership.handlers(20)
    trust = make.agency("Small Trust")
    partnership.workers(trust, 10, date(2026, 1, 1))
    partnership.workers(trust, 2)
    at = datetime.now(UTC)
    return partnership, freeze(make.session, name="Autumn 2026", as_of=ON, now=at, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def edition(standing, session):
    return standing.made[1]


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_run_prints_number_headline_and_seal(session, flask, partnership):
    partnership.handlers(18, done_on=date(2026, 1, 1))
    done = flask("run", "--as-of", "2026-09-30", "--name", "Autumn")
    assert done.exit_code == 0, done.output
    audit = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
    assert done.output.startswith(f"Audit {audit.id}: 68.6% of required training is in date")
    assert audit.digest in done.output
    assert flask("run", "--as-of", "today").exit_code == 0


@pytest.mark.any_database
@pytest.mark.parametrize("day", ["2099-01-01", "30/30/2026", "soon"])
def test_run_refuses_a_day_that_cannot_be(flask, day):
    assert flask("run", "--as-of", day).exit_code == 2


def test_the_csv_folder_is_as_the_contract_says(flask, edition, partnership, tmp_path):
    assert flask("report", edition.id, "--format", "csv", "-o", tmp_path / "out").exit_code == 0
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {
        "coverage.csv",
        "coverage_totals.csv",
        "knowledge.csv",
        "manifest.json",
        *(f"{part.name}.csv" for part in PARTS),
    }
    assert (out / "coverage.csv").read_text("utf-8").splitlines()[0] == COVERAGE
    assert (out / "coverage_totals.csv").read_text("utf-8").splitlines()[0] == COVERAGE
    assert (out / "knowledge.csv").read_text("utf-8").splitlines()[0] == KNOWLEDGE
    cells = table(out / "coverage.csv")
    assert all(row["agency"] and row["role"] and row["module"] for row in cells)
    assert not any(row["role"] for row in table(out / "coverage_totals.csv"))
    knowledge = table(out / "knowledge.csv")
    assert all(row["agency"] for row in knowledge)
    assert {(bool(row["role"]), bool(row["level"])) for row in knowledge} == {
        (False, False),
        (False, True),
        (True, False),
        (True, True),
    }
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["audience"] == "partnership"
    assert manifest["sha256"] == edition.digest


def test_a_hidden_number_is_empty_with_its_reason_and_full_shows_it_and_is_noted(
    session, flask, edition, tmp_path
):
    for audience in ("partnership", "full"):
        folder = tmp_path / audience
        done = flask("report", edition.id, "--format", "csv", "-o", folder, "--audience", audience)
        assert done.exit_code == 0, done.output
    part = table(tmp_path / "partnership" / "coverage.csv")
    (hidden,) = [row for row in part if row["in_scope"] == "12"]
    assert (hidden["in_date"], hidden["coverage"], hidden["lower"]) == ("", "", "")
    assert hidden["note"] == "hidden: complement"
    every = table(tmp_path / "full" / "coverage.csv")
    (full,) = [row for row in every if row["in_scope"] == "12"]
    assert (full["in_date"], full["coverage"], full["note"]) == ("10", "83.3", "")
    actions = session.scalars(select(TrailEntry.action)).all()
    assert actions.count("audit.read-in-full") == 1


@pytest.mark.any_database
def test_public_figures_are_rounded(flask, edition, tmp_path):
    args = ("report", edition.id, "--format", "csv", "-o", tmp_path / "p", "--audience", "public")
    assert flask(*args).exit_code == 0
    for row in table(tmp_path / "p" / "coverage_totals.csv"):
        assert int(row["in_scope"] or 0) % 5 == 0


def test_json_is_as_its_schema_says(flask, edition, tmp_path):
    assert flask("report", edition.id, "--format", "json", "-o", tmp_path / "a.json").exit_code == 0
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert faults(written, schema, schema) == []
    assert faults({**written, "coverage": [{"agency": 1}]}, schema, schema), "it can find a fault"


@pytest.mark.any_database
def test_the_workbook_has_a_sheet_a_table_definitions_and_manifest(flask, edition, tmp_path):
    assert flask("report", edition.id, "--format", "xlsx", "-o", tmp_path / "a.xlsx").exit_code == 0
    names = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).sheet_names
    first = ["Coverage totals", "Coverage by role", "Knowledge of all", "Knowledge by agency"]
    charts = [f"Chart of {what}" for what in ("coverage", "topics", "priorities", "the trend")]
    last = [*charts, "Agencies", "Definitions", "Cautions", "Manifest"]
    assert (names[:4], names[-8:]) == (first, last)
    assert len(names) == len(first) + len(PARTS) + len(last)


@pytest.mark.any_database
def test_the_report_in_pdf_and_html_needs_nothing_else(flask, edition, tmp_path):
    assert flask("report", edition.id, "--format", "pdf", "-o", tmp_path / "a.pdf").exit_code == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert flask("report", edition.id, "--format", "html", "-o", tmp_path / "a.html").exit_code == 0
    html = (tmp_path / "a.html").read_text("utf-8")
    assert "<script" not in html
    assert "/static/" not in html.split("</style>")[1]
    assert html.count("OFFICIAL") >= 2


@pytest.mark.any_database
def test_a_place_that_cannot_be_written_is_said(flask, edition, tmp_path):
    done = flask("report", edition.id, "--format", "json", "-o", tmp_path / "no" / "a.json")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_verify_tells_a_broken_edition_by_its_exit_code(session, flask, edition):
    assert flask("verify", edition.id).exit_code == 0
    session.execute(update(AuditCoverage).where(AuditCoverage.in_scope == 12).values(in_date=12))
    session.commit()
    done = flask("verify", edition.id)
    assert done.exit_code == 1
    assert "is broken" in done.stderr


def test_recompute_says_what_differs_and_why(session, flask, edition, partnership):
    assert "gives the same figures" in flask("recompute", edition.id).output
    partnership.handlers(1, done_on=date(2026, 9, 1))
    done = flask("recompute", edition.id)
    assert done.exit_code == 0
    assert "coverage the partnership: in_scope; in_date" in done.output
    assert "1 completion came late" in done.output
    assert "then" not in done.output
    assert "then" in flask("recompute", edition.id, "--full").output
    assert "audit.read-in-full" in session.scalars(select(TrailEntry.action)).all()


def test_compare_gives_exact_changes_and_splits_them(session, flask, edition, partnership):
    partnership.handlers(20, done_on=date(2026, 10, 5))
    later = freeze(session, name="Later", as_of=date(2026, 10, 31), now=NOW, by=None)
    session.commit()
    done = flask("compare", edition.id, later.id)
    assert done.exit_code == 0, done.output
    assert "partnership: in date 30 to 50 (+20), in scope 52 to 72 (+20)" in done.output
    assert "points, rate " in done.output


@pytest.mark.any_database
@pytest.mark.parametrize("command", ["verify", "recompute"])
def test_an_audit_that_there_is_not_is_said_in_one_sentence(flask, command):
    done = flask(command, 99)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1


@pytest.mark.any_database
@pytest.mark.parametrize("command", ["run", "report", "verify", "recompute", "compare"])
def test_every_command_helps_with_an_example(flask, command):
    done = flask(command, "--help")
    assert f"Example: flask audit {command}" in done.output
