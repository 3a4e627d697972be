"""PDF files: looked at for being whole and for what a certificate never needs. They are stored as
they came, so this is hygiene and no virus scanner: nobody's browser opens them on our pages."""

import re

from elearn.gateways.papers.errors import DAMAGED, PaperError

MARK = b"%PDF-"
HEADER = re.compile(rb"%PDF-[12]\.\d")
LAST = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\x00]*\Z")
TAIL = 4096
TABLE = re.compile(rb"\s*(xref\b|\d{1,10}\s+\d{1,5}\s+obj\b)")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
LOCKED = re.compile(rb"/Encrypt\b")
PAGE = re.compile(rb"/(Page|Pages|ObjStm)\b")
AGAIN = "Print it to a new PDF, or photograph it, and send that."


def checked(content: bytes) -> bytes:
    """The file itself. Raises PaperError for one that is not whole, locked, or that acts."""
    if not HEADER.match(content):
        raise PaperError(DAMAGED)
    last = LAST.search(content[-TAIL:])
    if last is None:
        raise PaperError(f"This PDF is not whole, or has something behind its end. {AGAIN}")
    if not TABLE.match(content, int(last[1])):
        raise PaperError(DAMAGED)
    plain = ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), content)
    if LOCKED.search(plain):
        raise PaperError(f"This PDF has a password. {AGAIN}")
    if ACTS.search(plain):
        raise PaperError(f"This PDF has scripts or other files inside. {AGAIN}")
    if not PAGE.search(plain):
        raise PaperError(DAMAGED)
    return content
