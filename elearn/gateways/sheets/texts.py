"""Bytes of a text file to text: by its mark, else UTF-8, else Windows-1252 with a notice."""

import codecs

from elearn.gateways.sheets.errors import SheetFileError

MARKS = (
    # UTF-32's little-endian mark begins with UTF-16's, so it is looked for first
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
AS_WINDOWS = (
    "The file is not UTF-8, so it was read as Windows-1252. "
    "Look at a few names with accents before you apply it."
)
LOOKED_AT = 4096
MOST_CONTROLS = 0.05


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what its owner should know about how it was read.

    >>> decode("é".encode())
    ('é', ())
    >>> decode("é".encode("cp1252"))[1] == (AS_WINDOWS,)
    True
    """
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            return _strictly(content, codec, name), ()
    _refuse_what_is_no_text(content)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _strictly(content, "cp1252", "UTF-8 or Windows-1252"), (AS_WINDOWS,)


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        raise SheetFileError(
            f"The file is damaged: it is not {name} throughout. Save it again as CSV UTF-8."
        ) from None


def _refuse_what_is_no_text(content: bytes) -> None:
    """Pictures, documents and UTF-16 without its mark are full of control characters."""
    start = content[:LOOKED_AT]
    controls = sum(byte < 32 and byte not in b"\t\r\n" for byte in start)
    if controls > MOST_CONTROLS * len(start):
        raise SheetFileError(
            "This is not a text file we can read. Save the list as XLSX or as CSV UTF-8."
        )
