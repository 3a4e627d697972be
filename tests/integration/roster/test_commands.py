"""``flask roster``: the same actions from the command line, line by line, with honest exits."""

import time

import pytest
from sqlalchemy import func, select

from elearn.models import Person
from tests.integration.roster.apart import file_of

ANN = "W1,Ann Bell,ann@x.example,MASH,R7,2024-01-01,,"
BOB = "W2,Bob Li,,Housing,R8,2024-02-01,,"


@pytest.fixture
def run(app, session, office, tmp_path):
    """Run ``flask roster`` with these words; the file ``people.csv`` is made of lines first."""
    path = tmp_path / "people.csv"

    def command(*words, lines=None, content=None):
        if lines is not None or content is not None:
            path.write_bytes(content if content is not None else file_of(*lines))
        given = [str(path) if word == "FILE" else word for word in words]
        return app.test_cli_runner().invoke(args=["roster", *given])

    return command


def people(session):
    session.expire_all()
    return session.scalar(select(func.count(Person.id)))


def test_without_apply_it_says_line_by_line_what_it_would_do(run, office, session):
    result = run("import", office.agency.slug, "FILE", lines=[ANN, BOB])
    assert result.exit_code == 0
    assert "new\tline 2\tW1" in result.stdout
    assert "new 2, changed 0, unchanged 0, left 0, error 0" in result.stdout
    assert "dry run: nothing was changed" in result.stdout
    assert people(session) == 0


def test_apply_does_it_and_prints_the_number_to_undo(run, office, session):
    result = run("import", office.agency.slug, "FILE", "--apply", lines=[ANN, BOB])
    assert result.exit_code == 0
    number = result.stdout.split("Applied as import ")[1].split(".")[0]
    assert people(session) == 2
    undone = run("undo", number)
    assert undone.exit_code == 0
    assert f"Import {number} is undone: 2 people put back." in undone.stdout
    assert people(session) == 0


def test_the_same_file_twice_says_that_nothing_changes(run, office, session):
    run("import", office.agency.slug, "FILE", "--apply", lines=[ANN])
    again = run("import", office.agency.slug, "FILE", "--apply")
    assert "unchanged\tline 2\tW1" in again.stdout
    assert "Nothing to change" in again.stdout


def test_a_bad_line_is_named_on_stderr_without_its_value_and_exits_1(run, office, session):
    result = run(
        "import", office.agency.slug, "FILE", "--apply", lines=[ANN, "W2,Bob,secret,,R7,,,"]
    )
    assert result.exit_code == 1
    assert "Line 3, email:" in result.stderr
    assert "secret" not in result.output
    assert people(session) == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04"])
def test_a_file_that_cannot_be_used_exits_1_with_one_sentence(run, office, session, content):
    result = run("import", office.agency.slug, "FILE", "--apply", content=content)
    assert result.exit_code == 1
    assert "Nothing was changed." in result.stderr
    assert result.stdout == ""


def test_many_leavers_stop_it_until_they_are_confirmed(run, office, session):
    lines = [f"W{n},Person {n},,,R7,2024-01-01,," for n in range(20)]
    run("import", office.agency.slug, "FILE", "--apply", lines=lines)
    stopped = run("import", office.agency.slug, "FILE", "--apply", lines=lines[:5])
    assert stopped.exit_code == 1
    assert "15 of 20 people" in stopped.stderr
    dry = run("import", office.agency.slug, "FILE")
    assert "--confirm-leavers" in dry.stdout
    done = run("import", office.agency.slug, "FILE", "--apply", "--confirm-leavers")
    assert done.exit_code == 0
    assert "left\tin no line\tW7" in done.stdout


def test_an_unknown_agency_or_file_is_a_wrong_use(run, office):
    assert run("import", "no-such-agency", "FILE", lines=[ANN]).exit_code == 2
    assert run("import", office.agency.slug, "/no/such/file.csv").exit_code == 2


def test_an_unknown_import_cannot_be_undone(run, session):
    result = run("undo", "4711")
    assert result.exit_code == 1
    assert "no applied import 4711" in result.stderr


def test_help_has_an_example(run):
    assert "Example: flask roster import" in run("import", "--help").stdout
    assert "Example: flask roster undo" in run("undo", "--help").stdout


THEIRS = b"Emp No,Surname,Forename,Job\n17,Li,Bo,Staff Nurse\n18,Bell,Ann,Porter\n"
MAPPED = [
    word
    for said in ("Emp No=staff_number", "Surname=last_name", "forename=first_name", "Job=role")
    for word in ("--map", said)
]
TITLED = ["--title", "Staff Nurse=R8", "--title", "porter=Housing officer"]


def test_unknown_headings_are_listed_with_how_to_say_them(run, office, session):
    result = run("import", office.agency.slug, "FILE", content=THEIRS)
    assert result.exit_code == 1
    assert "It has the columns: Emp No, Surname, Forename, Job." in result.stderr
    assert "--map" in result.stderr


def test_unknown_job_titles_are_listed_with_how_to_say_them(run, office, session):
    result = run("import", office.agency.slug, "FILE", *MAPPED, content=THEIRS)
    assert result.exit_code == 1
    assert 'unknown role: Staff Nurse (1 lines). Add --title "Staff Nurse=R15"' in result.stdout


def test_what_map_and_title_say_is_used_and_remembered_once_applied(run, office, session):
    dry = run("import", office.agency.slug, "FILE", *MAPPED, *TITLED, content=THEIRS)
    assert "new 2" in dry.stdout
    assert run("import", office.agency.slug, "FILE").exit_code == 1  # a dry run remembers nothing
    done = run("import", office.agency.slug, "FILE", *MAPPED, *TITLED, "--apply")
    assert (done.exit_code, people(session)) == (0, 2)
    again = run("import", office.agency.slug, "FILE")
    assert "unchanged 2" in again.stdout
    assert "Columns were read as you said before" in again.stderr
    assert run("forget", office.agency.slug).exit_code == 0
    assert run("import", office.agency.slug, "FILE").exit_code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--map", "Surname"], 'Write "theirs=ours"'),
        (["--map", "Surname=family"], "family is no column of ours. They are: staff_number"),
        (["--title", "Nurse=R99"], "R99 is no role of ours."),
    ],
)
def test_words_that_cannot_be_understood_say_how_to_write_them(run, office, words, says):
    result = run("import", office.agency.slug, "FILE", *words, content=THEIRS)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_million_rows_are_refused_at_once_unread(run, office, tmp_path):
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(77 * 1024 * 1024)
    began = time.monotonic()
    result = run("import", office.agency.slug, str(huge), "--apply")
    assert time.monotonic() - began < 2
    assert result.exit_code == 1
    assert "larger than 10 MB. Remove columns we do not ask for." in result.stderr
