"""Workbooks as other people's programs make them, and as nobody should."""

import datetime
import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter

ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "style", "table", "text")
)
STYLES = "".join(
    f'<style:style style:name="{name}" style:family="table">'
    f'<style:table-properties table:display="{shown}"/></style:style>'
    for name, shown in (("seen", "true"), ("unseen", "false"))
)
REST = (  # LibreOffice styles the rows below the last one
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
MANIFEST = f"""<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_KIND}"/>
</manifest:manifest>"""


def xlsx(*sheets, **options):
    """An Excel workbook of sheets ``(name, rows)`` or ``(name, rows, "hidden")``."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options)
    day = book.add_format({"num_format": "d mmm yyyy"})
    shown = None
    for name, rows, *hidden in sheets:
        sheet = book.add_worksheet(name)
        if hidden and hidden[0] == "very hidden":
            sheet.very_hidden()
        elif hidden:
            sheet.hide()
        else:
            shown = shown or sheet
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, place, cell, day)
                else:
                    sheet.write(number, place, cell)
    if shown:
        shown.activate()
        shown.set_first_sheet()
    book.close()
    return out.getvalue()


def ods(*sheets):
    """An OpenDocument spreadsheet, in the same manner."""
    tables = "".join(_table(*sheet) for sheet in sheets)
    return ods_of(f"<office:spreadsheet>{tables}</office:spreadsheet>")


def ods_of(body, before="", extra=()):
    """An OpenDocument file with this body, hostile or not."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<office:document-content {SPACES} office:version="1.3">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype"), ODS_KIND)
        book.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        book.writestr("META-INF/manifest.xml", MANIFEST, zipfile.ZIP_DEFLATED)
        for name, data in extra:
            book.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _table(name, rows, hidden=""):
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
    )
    style = "unseen" if hidden else "seen"
    return (
        f'<table:table table:name="{escape(name)}" table:style-name="{style}">'
        f"{lines}{REST}</table:table>"
    )


def _cell(value):
    text = f"<text:p>{escape(str(value))}</text:p>"
    if value in (None, ""):
        return "<table:table-cell/>"
    if isinstance(value, datetime.date):
        kind = f'office:value-type="date" office:date-value="{value}"'
    elif isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}>{text}</table:table-cell>"


def rezipped(content, change):
    """The same zip with entries changed: ``change`` maps a name to other bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()
