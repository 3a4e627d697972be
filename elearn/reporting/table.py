"""The door to tables: define a report once, then let it leave as CSV, XLSX or rows of a page."""

from elearn.reporting.columns import (
    Cell,
    Column,
    Report,
    as_csv,
    canonical_csv,
    clean,
    digest,
    harmless,
    plain,
)
from elearn.reporting.workbook import Sheet, as_xlsx, workbook, write_workbook
from elearn.reporting.workbook_charts import Chart

__all__ = [
    "Cell",
    "Chart",
    "Column",
    "Report",
    "Sheet",
    "as_csv",
    "as_xlsx",
    "canonical_csv",
    "clean",
    "digest",
    "harmless",
    "plain",
    "workbook",
    "write_workbook",
]
