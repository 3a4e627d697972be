"""Sound and film told by what is in the file, and captions held to their form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

MOST_BYTES = 10_000_000
MOST_BYTES_OF_CAPTIONS = 200_000
CAPTIONS = "text/vtt"
SUFFIXES = {
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "audio/webm": ".webm",
    "video/webm": ".webm",
    CAPTIONS: ".vtt",
}
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_MPEG_FRAME, _MPEG_SYNC = 0xFF, 0xE0
_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_CUE = re.compile(rf"(?P<begin>{_TIME}) +--> +(?P<end>{_TIME})(?: +\S.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Recording:
    """A file to be served as it is: its bytes, their type and their SHA-256 as 64 hex digits."""

    sha256: str
    mime: str
    content: bytes


def recording(content: bytes, mime: str) -> Recording:
    return Recording(sha256(content).hexdigest(), mime, content)


def container_of(content: bytes) -> str | None:
    """What the first bytes say the file is: mp3, m4a, mp4 or webm; None for anything else."""
    head = content[:64]
    if head[:3] == b"ID3" or _is_mpeg_frame(head):
        return "mp3"
    if head[4:8] == b"ftyp":
        return "m4a" if head[8:12] in _SOUND_BRANDS else "mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head:
        return "webm"
    return None


def mime_of(content: bytes, kind: str) -> str | None:
    """The type of a recording that an author calls audio or video; None when it is not that."""
    mime = {"mp3": "audio/mpeg", "m4a": "audio/mp4"}.get(container_of(content) or "")
    if mime is None and container_of(content) is not None:
        mime = f"{kind}/{container_of(content)}"
    return mime if mime in SUFFIXES and mime.startswith(kind) else None


def caption_faults(text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with captions (WebVTT), with lines from 1."""
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ ].*)?", lines[0].rstrip()):
        yield 1, "Captions start with a line WEBVTT."
        return
    before, cues = "", 0
    for number, line in enumerate(lines[1:], start=2):
        if "-->" not in line:
            continue
        found = _CUE.fullmatch(line.rstrip())
        cues += 1
        if found is None:
            yield number, "Write times so: 00:00:01.000 --> 00:00:04.000."
            continue
        begin, end = _sortable(found["begin"]), _sortable(found["end"])
        if end <= begin:
            yield number, "This caption ends before it begins."
        if begin < before:
            yield number, "This caption begins before the one above it."
        before = begin
    if not cues:
        yield 1, "There is no caption in this file."


def _is_mpeg_frame(head: bytes) -> bool:
    """The sync bits of an MPEG frame, layer III."""
    if len(head) < 2 or head[0] != _MPEG_FRAME or head[1] & _MPEG_SYNC != _MPEG_SYNC:
        return False
    return (head[1] >> 1) & 0b11 == 0b01


def _sortable(time: str) -> str:
    """Times in hours, minutes and seconds that compare as texts.

    >>> _sortable("01:02.500")
    '0000:01:02.500'
    """
    hours, _, rest = time.rpartition(":")[0].rpartition(":")
    return f"{int(hours or 0):04}:{rest}:{time.rpartition(':')[2]}"
