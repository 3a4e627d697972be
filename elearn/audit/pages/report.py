"""The page from which an edition's files are taken."""

from dataclasses import dataclass

from elearn.audit.queries.editions import Edition


@dataclass(frozen=True, slots=True)
class ReportPage:
    edition: Edition
    title: str = "Reports and files"
    files: tuple[tuple[str, str, str], ...] = (
        ("pdf", "Report for the Steering Group (PDF)", "To read and to print, marked OFFICIAL."),
        ("xlsx", "Workbook (XLSX)", "Every table on a sheet, with definitions and manifest."),
        ("zip", "CSV folder (ZIP)", "coverage, totals, knowledge and manifest, for programs."),
        ("json", "JSON", "The whole edition as one object; its schema is in the documentation."),
    )
    kinds: tuple[tuple[str, str], ...] = (
        ("page", "Show it on a page"),
        ("pdf", "PDF"),
        ("xlsx", "XLSX"),
        ("zip", "CSV folder (ZIP)"),
        ("json", "JSON"),
    )
