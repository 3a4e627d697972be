"""Certificates that people send in, as PDF, JPEG or PNG: known by what is in them, never by their
name, and cut down to what shows the certificate (security.md 3.2.1, 5.2)."""

from collections.abc import Callable
from dataclasses import dataclass

from elearn.gateways.papers import jpeg, pdf, png
from elearn.gateways.papers.errors import PaperError

MOST_BYTES = 5 * 1024 * 1024
TOO_LARGE = (
    "The file is larger than 5 MB. Save it smaller, or take a photo with a lower resolution."
)
OTHER_KIND = (
    "This is not a PDF, JPEG or PNG. Save the certificate as one of these, or photograph it."
)
ZIP_END = b"PK\x05\x06"
ZIP_END_WITHIN = 66_000  # of the end of a file, or no program takes it for a zip
HEAD = 1024  # what programs look at that guess a file's kind
MARKUP = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php", b"<?xml")
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

__all__ = ["ENDINGS", "MOST_BYTES", "Paper", "PaperError", "read_paper"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate as it is kept: pictures without what a camera adds (place, time, device)."""

    mime: str
    content: bytes


_KINDS: tuple[tuple[bytes, str, Callable[[bytes], bytes]], ...] = (
    (pdf.MARK, "application/pdf", pdf.checked),
    (jpeg.MARK, "image/jpeg", jpeg.cleaned),
    (png.MARK, "image/png", png.cleaned),
)


def read_paper(content: bytes) -> Paper:
    """The certificate in a file. Raises PaperError, one sentence that says what to do."""
    if not content:
        raise PaperError("The file is empty. Choose the certificate itself.")
    if len(content) > MOST_BYTES:
        raise PaperError(TOO_LARGE)
    for mark, mime, read in _KINDS:
        if content.startswith(mark):
            kept = read(content)
            _refuse_double(kept)
            return Paper(mime, kept)
    raise PaperError(OTHER_KIND)


def _refuse_double(content: bytes) -> None:
    """A file that is a second thing besides: a zip behind the picture, a page in its head."""
    head = content[:HEAD].lower()
    if ZIP_END in content[-ZIP_END_WITHIN:] or any(one in head for one in MARKUP):
        raise PaperError(
            "There is something else in this file. Print it to a new PDF and send that."
        )
