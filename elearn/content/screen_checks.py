"""Sorts held to their logic, and pictures and recordings read from the files that screens name."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from elearn.content.drawing import read_drawing
from elearn.content.faults import Fault, Findings, PathTo
from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts, ScreenPart, read_text
from elearn.content.recording import (
    CAPTIONS,
    MOST_BYTES,
    MOST_BYTES_OF_CAPTIONS,
    caption_faults,
    mime_of,
    recording,
)
from elearn.content.wording import remarks
from elearn.content.yaml_text import Marked

NO_SUCH_FILE = "There is no file {file} in this module's folder."


def check_screens(
    parts: ModuleParts, contacts: Mapping[str, str | None], findings: Findings
) -> None:
    """What screens hold besides their text. Drawings and recordings that can be used are kept in
    ``parts``."""
    used: set[str] = set()
    for screen in parts.screens:
        _check_sort(screen.head)
        used |= _check_picture(parts, screen, contacts, findings)
        used |= _check_media(parts, screen, findings)
    for name in sorted(parts.attached.keys() - used):
        message = "No screen names this file. Name it or remove it."
        findings.faults.append(Fault(f"{parts.file}/{name}", 1, 1, "", message))


def _check_sort(head: Marked) -> None:
    sort = head.data.get("sort")
    if not isinstance(sort, dict):
        return
    if head.data.get("check") is not None:
        message = "A screen has a check or a sort. Move one of them to a screen of its own."
        head.fault(("sort",), message, at_key=True)
    groups = [str(group.get("id")) for _, group in mappings(sort, "groups")]
    for key, what in (("id", "is the id of"), ("name", "is the name of")):
        _check_twins(head, sort, "groups", key, f"{what} a group above. Change it.")
    _check_twins(head, sort, "cards", "text", "stands on a card above. Change it.")
    chosen = set()
    for path, card in mappings(sort, "cards"):
        group = card.get("group")
        chosen.add(group)
        if isinstance(group, str) and group not in groups:
            close = get_close_matches(group, groups, 1)
            hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(groups)}."
            head.fault(("sort", *path, "group"), f"There is no group {group}. {hint}")
    for path, group in mappings(sort, "groups"):
        if group.get("id") not in chosen and chosen <= set(groups):
            head.fault(("sort", *path, "id"), "No card belongs here. Add one, or take it out.")


def _check_twins(head: Marked, sort: dict[str, Any], of: str, key: str, message: str) -> None:
    seen: set[str] = set()
    for path, one in mappings(sort, of):
        words = str(one.get(key)).strip().casefold()
        if words in seen and key in one:
            head.fault(("sort", *path, key), f"{one[key]} {message}")
        seen.add(words)


def _named(
    parts: ModuleParts, head: Marked, path: PathTo, folder: str, suffixes: tuple[str, ...]
) -> str | None:
    """The file that a value names, if it is one of this module's."""
    value: Any = head.data
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, str):
        return None
    name = PurePosixPath(value)
    if name.parts[:1] != (folder,) or name.suffix not in suffixes:
        endings = " or ".join(suffixes)
        head.fault(path, f"should be {folder}/ and a file's name that ends in {endings}.")
        return None
    if value not in parts.attached:
        close = get_close_matches(value, parts.attached, 1)
        hint = f" Did you mean {close[0]}?" if close else ""
        head.fault(path, NO_SUCH_FILE.format(file=value) + hint)
        return None
    return value


def _check_picture(
    parts: ModuleParts,
    screen: ScreenPart,
    contacts: Mapping[str, str | None],
    findings: Findings,
) -> set[str]:
    name = _named(parts, screen.head, ("picture", "file"), "pictures", (".svg",))
    if name is None:
        return set()
    if name not in parts.drawings:
        _read_drawing(parts, name, contacts, findings)
    return {name}


def _read_drawing(
    parts: ModuleParts, name: str, contacts: Mapping[str, str | None], findings: Findings
) -> None:
    file = f"{parts.file}/{name}"
    text = read_text(parts.attached[name], file=file, findings=findings)
    if text is None:
        return
    drawing = parts.drawings[name] = read_drawing(text)
    for kept, found in (
        (findings.faults, drawing.faults),
        (findings.warnings, drawing.warnings),
    ):
        kept.extend(Fault(file, one.line, one.column, "", one.message) for one in found)
    for line, words in drawing.words:
        for remark in remarks(words, contacts):
            kept = findings.warnings if remark.warning else findings.faults
            kept.append(Fault(file, line, 1, "", remark.message))
        if "{contact:" in words:
            message = "A picture cannot hold a contact. Write it below the picture."
            findings.faults.append(Fault(file, line, 1, "", message))


def _check_media(parts: ModuleParts, screen: ScreenPart, findings: Findings) -> set[str]:
    head = screen.head
    media = head.data.get("media")
    if not isinstance(media, dict):
        return set()
    kind = str(media.get("kind"))
    endings = (".mp3", ".m4a", ".webm") if kind == "audio" else (".mp4", ".webm")
    name = _named(parts, head, ("media", "file"), "media", endings)
    if name is not None and kind in ("audio", "video"):
        _read_media(parts, head, name, kind)
    if kind == "video" and media.get("captions") is None:
        message = "is missing. A film needs captions: name a .vtt file in media/."
        head.fault(("media", "captions"), message)
    captions = _named(parts, head, ("media", "captions"), "media", (".vtt",))
    if captions is not None and captions not in parts.recordings:
        _read_captions(parts, captions, findings)
    return {one for one in (name, captions) if one is not None}


def _read_media(parts: ModuleParts, head: Marked, name: str, kind: str) -> None:
    path = parts.attached[name]
    if path.stat().st_size > MOST_BYTES:
        head.fault(("media", "file"), f"is larger than {MOST_BYTES:,} bytes. Make it smaller.")
        return
    content = path.read_bytes()
    mime = mime_of(content, kind)
    if mime is None:
        head.fault(("media", "file"), f"is no {kind} of the kind that its name says.")
        return
    parts.recordings[name] = recording(content, mime)


def _read_captions(parts: ModuleParts, name: str, findings: Findings) -> None:
    path, file = parts.attached[name], f"{parts.file}/{name}"
    if path.stat().st_size > MOST_BYTES_OF_CAPTIONS:
        findings.faults.append(Fault(file, 1, 1, "", "These captions are too long to be any."))
        return
    text = read_text(path, file=file, findings=findings)
    if text is None:
        return
    for line, message in caption_faults(text):
        findings.faults.append(Fault(file, line, 1, "", message))
    parts.recordings[name] = recording(text.encode("utf-8"), CAPTIONS)
