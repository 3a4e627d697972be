"""The register as a file: the columns of the paper."""

from elearn.privacy.papers import HEADINGS
from elearn.reporting.table import Column, Report

RegisterRow = tuple[str, ...]


def _column(number: int, heading: str) -> Column[RegisterRow]:
    key = heading.replace(" ", "_")
    return Column(heading.capitalize(), lambda row: row[number], key)


REGISTER_FILE: Report[RegisterRow] = Report(
    "Register of personal data",
    tuple(_column(number, heading) for number, heading in enumerate(HEADINGS)),
    purpose="For data protection officers and auditors.",
)
