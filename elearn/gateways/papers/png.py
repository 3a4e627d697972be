"""PNG pictures: walked chunk by chunk, with only the chunks kept that draw the picture."""

import struct
from zlib import crc32

from elearn.gateways.papers.errors import DAMAGED, PaperError, check_size

MARK = b"\x89PNG\r\n\x1a\n"
# what draws it; texts, times, places and everything behind the end are left out
DRAWING = frozenset((b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"sRGB", b"pHYs", b"IEND"))
AROUND = 12  # bytes of a chunk besides its data: length, name, checksum


def cleaned(content: bytes) -> bytes:
    """The picture alone. Raises PaperError for one that is not whole."""
    names: list[bytes] = []
    kept, at = [MARK], len(MARK)
    while not names or names[-1] != b"IEND":
        name, data = _chunk(content, at)
        if not names and name != b"IHDR":
            raise PaperError(DAMAGED)
        if name == b"IHDR":
            _check_header(data)
        if name in DRAWING:
            kept.append(content[at : at + AROUND + len(data)])
        names.append(name)
        at += AROUND + len(data)
    if b"IDAT" not in names or names.count(b"IHDR") > 1:
        raise PaperError(DAMAGED)
    return b"".join(kept)


def _chunk(content: bytes, at: int) -> tuple[bytes, bytes]:
    """A chunk's name and data, its checksum right."""
    head = content[at : at + 8]
    if len(head) < 8:
        raise PaperError(DAMAGED)
    (length,) = struct.unpack(">I", head[:4])
    data = content[at + 8 : at + 8 + length]
    check = content[at + 8 + length : at + AROUND + length]
    if len(check) < 4 or struct.unpack(">I", check)[0] != crc32(head[4:] + data):
        raise PaperError(DAMAGED)
    return head[4:], data


def _check_header(data: bytes) -> None:
    if len(data) != 13:
        raise PaperError(DAMAGED)
    check_size(*struct.unpack(">II", data[:8]))
