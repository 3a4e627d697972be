"""The heat maps, filters and pages of an edition's tables; and the doctests of the feature."""

import doctest
import importlib

import pytest

from elearn.audit.heat import coverage_heat, knowledge_heat
from elearn.audit.pages.tables import A_PAGE, key_of, page_of
from elearn.audit.queries.editions import Edition, ModuleOf
from elearn.audit.sheets import Names
from elearn.audit.shown import as_shown
from elearn.domain.coverage import Counts, RuleSet
from elearn.domain.suppression import Audience
from tests.unit.audit.building import ON, coverage_facts_of, edition_facts

RULES = RuleSet()
MODULES = (ModuleOf("m1", "M1", "One", "A", 1), ModuleOf("m2", "M2", "Two", "C", 1))


def edition_of(**facts):
    given = {
        "id": 1,
        "name": "Autumn",
        "as_of": ON,
        "state": "frozen",
        "frozen_at": None,
        "digest": "0" * 64,
        "headline": "",
        "rules": RULES,
        "modules": MODULES,
        "roles": {"R1": "Officer"},
        "manifest": {},
    }
    return Edition(**given | facts)


def shown(facts, audience=Audience.FULL):
    return as_shown(facts, audience=audience, rules=RULES, level_c={"m2"})


def texts(heat):
    return {name: [(cell.text, cell.step) for cell in cells] for name, cells in heat.rows}


def test_the_heat_map_of_coverage_has_a_word_where_there_is_no_figure():
    facts = coverage_facts_of(
        {"m1": {("a1", "R1"): Counts(100, 899 // 10, 0, 11, 0)},
         "m2": {("a2", "R1"): Counts(100, 92, 0, 8, 0)}}
    )  # fmt: skip
    full = shown(facts)
    heat = coverage_heat(edition_of(), full, Names(edition_of(), full), agencies=["a1", "a2"])
    assert heat.columns == ("M1 One", "M2 Two")
    assert texts(heat) == {
        "A1": [("89%", 2), ("not asked", "x")],
        "A2": [("not asked", "x"), ("92%", 2)],
    }, "level C is on track from 95%"


def test_the_heat_map_says_hidden_and_never_draws_it():
    part = shown(edition_facts(), Audience.PARTNERSHIP)
    heat = coverage_heat(edition_of(), part, Names(edition_of(), part), agencies=["a3"])
    assert texts(heat)["A3"][0] == ("hidden", "x")


def test_the_heat_map_of_knowledge_reads_topics_by_agency():
    full = shown(edition_facts())
    heat = knowledge_heat(
        full, Names(edition_of(), full), RULES, agencies=["a1", "a3"], topics=["T1"], level=""
    )
    assert texts(heat) == {"A1": [("60%", 3)], "A3": [("not asked", "x")]}


def test_names_are_given_to_codes_and_totals():
    names = Names(edition_of(), shown(edition_facts()))
    assert names.role("R1") == "R1 Officer"
    assert names.role("R99") == "R99"
    assert names.module("m1") == "M1 One"
    assert names.agency("", "isles") == "All of The Isles"
    assert names.agency("") == "The partnership"


def test_a_list_is_paged_by_the_name_of_its_last_row():
    facts = coverage_facts_of(
        {"m1": {("a1", f"R{n}"): Counts(20, 10, 0, 5, 5) for n in range(120)}}
    )
    rows = shown(facts).cells
    first, last = page_of(rows, "")
    assert len(first) == A_PAGE
    second, more = page_of(rows, last)
    assert key_of(second[0]) == key_of(rows[A_PAGE])
    assert more
    assert page_of(rows, more)[1] is None
    assert page_of(rows, "no.such.row")[0] == first


@pytest.mark.parametrize(
    "module",
    [
        "elearn.audit.changes",
        "elearn.audit.findings",
        "elearn.audit.heat",
        "elearn.audit.pages.subjects",
        "elearn.audit.pages.work",
        "elearn.audit.why",
        "elearn.audit.words",
        "elearn.interop.pseudonyms",
    ],
)
def test_the_examples_of_the_audit_are_true(module):
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed
