"""Files made of the same rows as a page: CSV in pieces, XLSX whole; long lists read in pieces."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import AnyStr

from flask import Response, stream_with_context

from elearn.extensions import db
from elearn.reporting.columns import Row
from elearn.reporting.table import Report, Sheet, as_csv, as_xlsx, write_workbook
from elearn.web.takings import rows_taken

log = logging.getLogger(__name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTES_A_PIECE = 65_536


def download(report: Report[Row], rows: Sequence[Row], kind: str, *, name: str) -> Response:
    """The report as a file of that kind (``csv`` or ``xlsx``). ``name`` is the file's, in plain
    letters and without the ending; rows are read already, as a stream outlives its transaction.
    The log keeps who took which file and how many rows, never what is in them."""
    rows_taken(len(rows))
    log.info("file taken: %s.%s, %s rows", name, kind, len(rows))
    if kind == "xlsx":
        return Response(as_xlsx(report, rows), mimetype=XLSX, headers=_headers(name, kind))
    return Response(as_csv(report, rows), mimetype="text/csv", headers=_headers(name, kind))


def stream(
    report: Report[Row], pieces: Iterable[Sequence[Row]], kind: str, *, name: str
) -> Response:
    """The same for a list that may be long: its pieces are read while the file is on its way, each
    in a transaction of its own, so that memory does not grow with the rows and a slow reader holds
    no connection to the database. A list that changes meanwhile is of several moments.

    Whatever fails on the way breaks the connection off: half a file does not look like a whole
    one. What may be refused is refused before this is called."""
    counted = _Counted()
    rows = counted.rows(pieces)
    if kind == "xlsx":
        body = _logged(_workbook(report, rows), counted, f"{name}.{kind}")
        return Response(stream_with_context(body), mimetype=XLSX, headers=_headers(name, kind))
    text = _logged(as_csv(report, rows), counted, f"{name}.{kind}")
    return Response(stream_with_context(text), mimetype="text/csv", headers=_headers(name, kind))


class _Counted:
    """The rows of pieces, one after another, and how many there were so far."""

    def __init__(self) -> None:
        self.number = 0

    def rows(self, pieces: Iterable[Sequence[Row]]) -> Iterator[Row]:
        for piece in pieces:
            db.session.rollback()  # gives the connection back until the next piece is wanted
            time.sleep(0)  # and another request its turn
            self.number += len(piece)
            yield from piece


def _logged(body: Iterable[AnyStr], counted: _Counted, file: str) -> Iterator[AnyStr]:
    taken = False
    try:
        yield from body
        taken = True
    finally:
        said = "file taken: %s, %s rows" if taken else "file broken off: %s, after %s rows"
        log.log(logging.INFO if taken else logging.WARNING, said, file, counted.number)


def _workbook(report: Report[Row], rows: Iterable[Row]) -> Iterator[bytes]:
    with TemporaryFile() as out:
        write_workbook(out, [Sheet(report, rows)], title=report.title)
        out.seek(0)
        while piece := out.read(BYTES_A_PIECE):
            yield piece


def _headers(name: str, kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
