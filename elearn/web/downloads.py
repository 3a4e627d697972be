"""Files made of the same rows as a page: CSV in pieces, XLSX whole."""

import logging
from collections.abc import Sequence

from flask import Response

from elearn.reporting.columns import Row
from elearn.reporting.table import Report, as_csv, as_xlsx

log = logging.getLogger(__name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(report: Report[Row], rows: Sequence[Row], kind: str, *, name: str) -> Response:
    """The report as a file of that kind (``csv`` or ``xlsx``). ``name`` is the file's, in plain
    letters and without the ending; rows are read already, as a stream outlives its transaction.
    The log keeps who took which file and how many rows, never what is in them."""
    log.info("file taken: %s.%s, %s rows", name, kind, len(rows))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "xlsx":
        return Response(as_xlsx(report, rows), mimetype=XLSX, headers=headers)
    return Response(as_csv(report, rows), mimetype="text/csv", headers=headers)
