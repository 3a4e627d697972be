"""``flask completions``: the same actions from the command line, with honest exits."""

import pytest

from elearn.models import Grade
from tests.integration.evidence.conftest import file_of

ANN = "W1,,M01,2026-03-01,,"


@pytest.fixture
def run(app, session, office, tmp_path):
    """Run ``flask completions`` with these words; FILE is made of the lines first."""
    path = tmp_path / "done.csv"

    def command(*words, lines=(), content=None):
        path.write_bytes(content if content is not None else file_of(*lines))
        given = [str(path) if word == "FILE" else word for word in words]
        return app.test_cli_runner().invoke(args=["completions", *given])

    return command


def test_without_apply_nothing_is_changed(run, office):
    done = run("import", office.agency.slug, "FILE", lines=[ANN])
    assert done.exit_code == 0
    assert "new\tline 2\tW1\tM01 Notice it, completed on 1 March 2026" in done.output
    assert "error 0, new 1, known 0" in done.output
    assert "This was a dry run" in done.output
    assert office.record() == []


def test_it_is_applied_known_undone_and_applied_again(run, office):
    done = run("import", office.agency.slug, "FILE", "--apply", lines=[ANN])
    assert done.exit_code == 0
    number = office.latest()
    assert f"Applied as import {number}." in done.output
    assert office.held(office.ann)[1] == Grade.IMPORTED
    again = run("import", office.agency.slug, "FILE", "--apply", lines=[ANN])
    assert "Nothing to change" in again.output
    undone = run("undo", str(number))
    assert undone.output == f"Import {number} is undone: 1 completions no longer count.\n"
    assert office.record() == []
    third = run("import", office.agency.slug, "FILE", "--apply", lines=[ANN])
    assert third.exit_code == 0
    assert len(office.record()) == 1


def test_a_faulty_line_names_line_column_and_remedy_and_not_the_value(run, office):
    done = run("import", office.agency.slug, "FILE", "--apply", lines=[ANN, "W1,,Secret,x,,"])
    assert done.exit_code == 1
    assert "Line 3, course: Write the course" in done.stderr
    assert "Line 3, completed_on: Write the date as" in done.stderr
    assert "Secret" not in done.output
    assert len(office.record()) == 1


@pytest.mark.parametrize(
    ("words", "content", "code", "says"),
    [
        (("import", "nowhere", "FILE"), b"", 2, "There is no agency called nowhere"),
        (("import", "AGENCY", "FILE"), b"", 1, "The file is empty"),
        (("import", "AGENCY", "FILE", "--apply"), b"a,b\n1,2\n", 1, "must name the columns"),
        (("undo", "999999"), b"", 1, "There is no applied import 999999."),
        (("undo", "x"), b"", 2, "not a valid integer"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, office, words, content, code, says):
    given = [office.agency.slug if word == "AGENCY" else word for word in words]
    done = run(*given, content=content)
    assert done.exit_code == code
    assert says in done.stderr


def test_help_has_an_example(run):
    for words in (("import", "--help"), ("undo", "--help")):
        assert "Example: flask completions" in run(*words).output
