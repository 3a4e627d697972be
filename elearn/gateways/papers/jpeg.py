"""JPEG pictures: walked segment by segment, with only the segments kept that draw the picture and
the one fact of which side is up. Cameras add where and when it was taken; that goes."""

import struct
from collections.abc import Iterator

from elearn.gateways.papers.errors import DAMAGED, PaperError, check_size

MARK = b"\xff\xd8\xff"
START, END, SCAN = 0xD8, 0xD9, 0xDA
JFIF, EXIF, ADOBE, REMARK = 0xE0, 0xE1, 0xEE, 0xFE
ADDED = frozenset(range(JFIF, 0xF0)) | {REMARK}
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
RESTARTS = range(0xD0, 0xD8)
EXIF_NAME = b"Exif\x00\x00"
ORIENTATION = 0x0112
UPRIGHT = 1


def cleaned(content: bytes) -> bytes:
    """The picture alone. Raises PaperError for one that is not whole."""
    kept, frames, scans = [b"\xff\xd8"], 0, 0
    for marker, segment, data in _segments(content):
        if marker == EXIF and (turned := _orientation(segment)):
            kept.append(_exif_of(turned))
        if marker in FRAMES:
            frames += 1
            _check_frame(segment)
        scans += marker == SCAN
        if marker not in ADDED or marker in (JFIF, ADOBE):
            kept += [struct.pack(">BBH", 0xFF, marker, len(segment) + 2), segment, data]
    if frames != 1 or not scans:
        raise PaperError(DAMAGED)
    return b"".join([*kept, b"\xff\xd9"])


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each segment up to the end of the picture: marker, what it says, and the scan behind it."""
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1  # markers may be padded
        if content[at : at + 1] != b"\xff" or len(content) < at + 2:
            raise PaperError(DAMAGED)
        marker = content[at + 1]
        if marker == END:
            return
        if len(content) < at + 4 or marker < 0xC0 or marker in (START, *RESTARTS):
            raise PaperError(DAMAGED)
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at + 4 : at + 2 + length]
        if length < 2 or len(segment) != length - 2:
            raise PaperError(DAMAGED)
        at += 2 + length
        ends = _end_of_scan(content, at) if marker == SCAN else at
        yield marker, segment, content[at:ends]
        at = ends


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and len(content) > at + 1:
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following and following not in RESTARTS:
            return at
        else:
            at += 2
    raise PaperError(DAMAGED)


def _check_frame(segment: bytes) -> None:
    if len(segment) < 6:
        raise PaperError(DAMAGED)
    height, width = struct.unpack(">HH", segment[1:5])
    check_size(width, height)


def _orientation(segment: bytes) -> int:
    """Which way the camera was held, 2 to 8; 0 where it is not said or upright."""
    if not segment.startswith(EXIF_NAME):
        return 0
    tiff = segment[len(EXIF_NAME) :]
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 0
    (at,) = struct.unpack(order + "I", tiff[4:8])
    count = tiff[at : at + 2]
    if len(count) < 2:
        return 0
    for number in range(struct.unpack(order + "H", count)[0]):
        entry = tiff[at + 2 + 12 * number : at + 14 + 12 * number]
        if len(entry) < 12:
            return 0
        tag, _kind, _many, value = struct.unpack(order + "HHIH", entry[:10])
        if tag == ORIENTATION:
            return value if UPRIGHT < value <= 8 else 0
    return 0


def _exif_of(orientation: int) -> bytes:
    """A segment that says the orientation and nothing else."""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0)
    tiff = b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = EXIF_NAME + tiff
    return struct.pack(">BBH", 0xFF, EXIF, len(body) + 2) + body
