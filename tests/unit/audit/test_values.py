"""The values of a fact row are those that the standard library finds in it."""

from dataclasses import astuple, fields

from elearn.audit.facts import values_of
from elearn.audit.kinds import KINDS


def test_the_values_of_every_kind_are_its_columns_in_order():
    for kind in KINDS:
        row = kind.shape(*(f"{number}" for number, _ in enumerate(fields(kind.shape))))
        assert values_of(row) == astuple(row)
