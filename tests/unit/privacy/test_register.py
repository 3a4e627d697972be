"""Every column of every table is in the register or said to be about nobody."""

import sqlalchemy as sa

from elearn.models import Base
from elearn.privacy.entry import OnErase
from elearn.privacy.policy import IN_MINUTES, RULES, WHILE_IT_RUNS, WITH_THE_PERSON
from elearn.privacy.register import IMPERSONAL, REGISTER, faults, held

OTHER_TIMES = {
    WHILE_IT_RUNS,
    WITH_THE_PERSON,
    IN_MINUTES,
    "until a letter arrives",
    "until the next check",
}


def test_every_column_is_in_the_register_or_is_about_nobody():
    assert faults() == ()


def copy_of_tables(**more):
    metadata = sa.MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(metadata)
    for name, column in more.items():
        metadata.tables[name].append_column(column)
    return metadata


def test_a_new_column_without_an_entry_is_found():
    for table in ("person", "area"):
        new = copy_of_tables(**{table: sa.Column("telephone", sa.String)})
        assert faults(new) == (
            f"{table}.telephone is in no entry: whose is it, why, kept how long?",
        )


def test_a_new_table_without_an_entry_is_found():
    new = copy_of_tables()
    sa.Table("payslip", new, sa.Column("id", sa.Integer), sa.Column("person_id", sa.Integer))
    assert [one.split()[0] for one in faults(new)] == ["payslip.id", "payslip.person_id"]


def test_an_entry_of_a_column_that_is_no_more_is_found():
    less = copy_of_tables()
    less.remove(less.tables["heartbeat"])
    assert faults(less) == (
        "heartbeat.at is no column any more: take it out.",
        "heartbeat.name is no column any more: take it out.",
    )


def test_what_leads_to_a_person_cannot_be_called_impersonal(monkeypatch):
    monkeypatch.setitem(IMPERSONAL, "audit", IMPERSONAL["audit"] + " created_by_id")
    assert any("audit.created_by_id leads to a person" in one for one in faults())


def test_every_entry_says_whose_why_on_what_basis_how_long_and_who_sees_it():
    for entry in REGISTER:
        assert all((entry.whose, entry.why, entry.basis, entry.seen)), entry.table
        assert entry.kept in RULES.keys() | OTHER_TIMES, entry.kept


def test_whatever_is_kept_after_erasing_says_why():
    for one in held():
        assert one.on_erase is not OnErase.KEEP or one.entry.because, one


def test_whatever_is_not_exported_says_why_and_is_there():
    for entry in REGISTER:
        columns = {one.column for one in entry.columns()}
        assert entry.hidden.keys() <= columns, entry.table
        assert entry.by or columns == entry.hidden.keys(), entry.table
        assert all(entry.hidden.values())


def test_no_column_is_entered_twice_in_one_entry():
    for entry in REGISTER:
        columns = [one.column for one in entry.columns()]
        assert len(columns) == len(set(columns)), entry.table


def test_parts_of_a_table_have_names_of_their_own():
    names = [entry.name for entry in REGISTER]
    assert len(names) == len(set(names))
