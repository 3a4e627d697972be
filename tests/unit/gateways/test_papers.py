"""Certificates are known by what is in them, and leave with nothing but the certificate."""

import io
import zipfile
from contextlib import suppress

import pikepdf
import pytest

from elearn.gateways.papers import MOST_BYTES, PaperError, read_paper
from tests.support.papers import exif, jpeg, pdf, png, remark, text_chunk

SCRIPT = b"<script>alert(1)</script>"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "mime"),
    [(pdf(), "application/pdf"), (jpeg(), "image/jpeg"), (png(), "image/png")],
)
def test_a_whole_file_is_taken_for_what_it_is(content, mime):
    paper = read_paper(content)
    assert (paper.mime, paper.content) == (mime, content)


@pytest.mark.parametrize("options", [{}, {"linearize": True}, {"compress_streams": False}])
def test_a_pdf_as_another_program_writes_it_is_taken(options):
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, **options)
    assert read_paper(out.getvalue()).mime == "application/pdf"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>" + SCRIPT,
        b"MZ" + bytes(100),
        zipped(),
        b"\n" + pdf(),
        b"%PDF-" + bytes(100),
        pdf()[:-30],
        pdf().replace(b"startxref\n", b"startxref\n9"),
        png()[:-4],
        png().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
        jpeg()[:-2],
        b"\xff\xd8\xff\xe0\x00\x01" + bytes(40),
        b"\xff\xd8\xff" * 30,
    ],
)
def test_anything_else_and_anything_broken_is_refused_in_a_sentence(content):
    with pytest.raises(PaperError, match=r"^[A-Z].*\.$"):
        read_paper(content)


@pytest.mark.parametrize("behind", [SCRIPT, zipped(), b"\x00" * 10 + b"<?php"])
def test_what_stands_behind_a_picture_is_cut_off(behind):
    assert read_paper(jpeg() + behind).content == jpeg()
    assert read_paper(png() + behind).content == png()


@pytest.mark.parametrize("behind", [SCRIPT, zipped(), jpeg()])
def test_a_pdf_with_something_behind_it_is_refused(behind):
    with pytest.raises(PaperError, match="behind its end"):
        read_paper(pdf() + behind)


def test_what_a_camera_adds_goes_and_which_side_is_up_stays():
    paper = read_paper(jpeg(exif(6, b"GPS 50.9N 1.4W"), remark(SCRIPT), remark(zipped())))
    assert b"GPS" not in paper.content
    assert b"script" not in paper.content
    assert b"PK" not in paper.content
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in paper.content
    assert read_paper(paper.content).content == paper.content
    assert read_paper(jpeg(exif(1))).content == jpeg()


def test_words_inside_a_picture_go():
    assert read_paper(png(text_chunk(SCRIPT))).content == png()


@pytest.mark.parametrize(
    "extra",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>",
        b"/AA << /O << /S /Launch /F (cmd.exe) >> >>",
        b"/Names << /EmbeddedFiles 4 0 R >>",
        b"/AcroForm << /XFA 5 0 R >>",
    ],
)
def test_a_pdf_that_acts_is_refused(extra):
    with pytest.raises(PaperError, match="scripts or other files"):
        read_paper(pdf(extra))


def test_a_pdf_with_a_password_is_refused():
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PaperError, match="password"):
        read_paper(out.getvalue())


def test_a_pdf_that_begins_as_a_page_is_refused():
    with pytest.raises(PaperError, match="something else"):
        read_paper(pdf(b"/Title (<html>" + SCRIPT + b")"))


def test_a_file_of_more_than_5_mb_is_refused():
    with pytest.raises(PaperError, match="larger than 5 MB"):
        read_paper(pdf() + b" " * MOST_BYTES)


@pytest.mark.parametrize("make", [png, jpeg])
def test_a_picture_too_large_to_open_is_refused(make):
    with pytest.raises(PaperError, match="too large to open"):
        read_paper(make(width=60_000, height=60_000))
    with pytest.raises(PaperError, match="damaged"):
        read_paper(make(width=0, height=9))


@pytest.mark.parametrize("make", [pdf, jpeg, png])
def test_a_file_cut_anywhere_or_with_any_byte_changed_is_answered(make):
    whole = make()
    for at in range(len(whole)):
        for content in (whole[:at], whole[:at] + bytes((whole[at] ^ 0xFF,)) + whole[at + 1 :]):
            with suppress(PaperError):  # no other error
                read_paper(content)
