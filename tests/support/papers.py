"""Certificates as files: whole ones, made byte by byte, and what could be hidden in them."""

import struct
from zlib import compress, crc32


def png(*extra: bytes, width: int = 4, height: int = 4) -> bytes:
    """A small grey picture, with these chunks before its end."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\x00" + bytes(4) for _ in range(4))
    parts = [_chunk(b"IHDR", header), *extra, _chunk(b"IDAT", compress(rows))]
    return b"\x89PNG\r\n\x1a\n" + b"".join([*parts, _chunk(b"IEND", b"")])


def text_chunk(words: bytes) -> bytes:
    return _chunk(b"tEXt", b"Comment\x00" + words)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))


def jpeg(*extra: bytes, width: int = 8, height: int = 8) -> bytes:
    """A picture as far as its parts go, with these segments at its head."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\x01\x01\x00\x00\x3f\x00"
    parts = [
        _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
        *extra,
        _segment(0xDB, bytes(65)),
        _segment(0xC0, frame),
        _segment(0xC4, bytes(17)),
        _segment(0xDA, scan) + b"\x12\x34\xff\x00\x56\xff\xd0\x78",
    ]
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9"


def exif(orientation: int, words: bytes = b"") -> bytes:
    """What a camera adds: which side is up, and words such as a place."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"II*\x00" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0) + words
    return _segment(0xE1, b"Exif\x00\x00" + tiff)


def remark(words: bytes) -> bytes:
    return _segment(0xFE, words)


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def pdf(extra: bytes = b"") -> bytes:
    """One empty page, with ``extra`` in its catalogue."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 4\n0000000000 65535 f \n"
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + table + trailer
