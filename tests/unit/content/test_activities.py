"""Sorts, pictures and recordings: what is read, and every fault with its file and line."""

from datetime import date

import pytest

from elearn.content.packing import content_hash, from_dict, to_dict
from elearn.content.reader import ContentError, read_all
from tests.support.activities import MP3, MP4, VTT, WEBM, write_activities
from tests.support.modules import change, write_modules

TODAY = date(2026, 11, 22)
NOTICE, TELL = "small/screens/01-notice.md", "small/screens/02-tell.md"
DRAWING, FILM, CAPTIONS = (
    "small/pictures/notice.svg",
    "small/media/tell.mp4",
    "small/media/tell.vtt",
)


@pytest.fixture
def root(tmp_path):
    root = write_modules(tmp_path)
    write_activities(root / "small")
    return root


def reading(root):
    return read_all(root, today=TODAY)


def faults(root):
    with pytest.raises(ContentError) as error:
        reading(root)
    return [str(fault).removeprefix("modules/") for fault in error.value.faults]


def told(root, expected):
    """The fault that starts so, and no other, is found."""
    found = faults(root)
    assert len(found) == 1, found
    assert found[0].startswith(expected), found[0]


def test_a_sort_is_read_in_the_order_of_the_author_and_shown_in_another(root):
    sort = reading(root).documents[0].screens[0].sort
    assert [group.id for group in sort.groups] == ["pass-on", "note"]
    assert [card.group for card in sort.cards] == ["pass-on", "note", "pass-on", "note"]
    assert set(sort.shuffled) == set(sort.cards)
    assert sort.shuffled != sort.cards
    assert sort.shuffled == sort.shuffled


def test_a_picture_is_kept_whole_in_the_document(root):
    picture = reading(root).documents[0].screens[0].picture
    assert picture.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160"')
    assert 'role="img" aria-label="You notice."' in picture.svg
    assert ">You notice</text>" in picture.svg
    assert picture.caption == "The first step"


def test_a_recording_is_named_by_its_content_and_kept_beside_the_documents(root):
    read = reading(root)
    media = read.documents[0].screens[1].media
    files = {one.sha256: one for one in read.recordings}
    assert files[media.sha256].content == MP4
    assert (files[media.sha256].mime, media.mime) == ("video/mp4", "video/mp4")
    assert files[media.captions].content == VTT.encode()
    assert "Good morning." in media.transcript


def test_a_document_with_everything_comes_back_from_its_packed_form(root):
    document = reading(root).documents[0]
    assert from_dict(to_dict(document)) == document


def test_a_document_without_them_keeps_the_hash_it_always_had(tmp_path):
    document = reading(write_modules(tmp_path)).documents[0]
    packed = to_dict(document)["pages"]
    assert {"sort", "picture", "media", "state"}.isdisjoint(packed[0].keys() | packed[2].keys())
    assert {"when", "sets", "turns"}.isdisjoint(packed[2]["nodes"][0]["choices"][0])
    assert content_hash(document) == content_hash(from_dict(to_dict(document)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("curtain, group: pass-on", "curtain, group: pass-in", "11:50: sort.cards[1].group: There"),
        ("id: note,", "id: pass-on,", "9:12: sort.groups[2].id: pass-on is the id of a group ab"),
        ("Note it and stay curious", "Pass it on today", "9:24: sort.groups[2].name: Pass it on"),
        ("A full bin", "A rota on the wall", "14:14: sort.cards[4].text: A rota on the wall sta"),
        ("    - {text: A full bin, group: note, feedback: \"It tells you nothing.\"}\n", "",
         "11:5: sort.cards: has 3 of its parts. It takes at least 4"),
        ('feedback: "It tells you nothing."', "feedbak: x", "14:"),
        ("Pass it on today", "Pass it **on**", "8:27: sort.groups[1].name: holds plain words on"),
        ("A full bin", "Ring 0800 111 2222", "14:19: sort.cards[4].text: 0800 111 2222 is a typ"),
    ],
)  # fmt: skip
def test_a_sort_is_fit_to_be_done(root, old, new, expected):
    change(root / NOTICE, old, new)
    assert faults(root)[0].startswith(f"{NOTICE}:{expected}"), faults(root)


def test_every_group_gets_a_card(root):
    change(root / NOTICE, "wall, group: note", "wall, group: pass-on")
    change(root / NOTICE, "bin, group: note", "bin, group: pass-on")
    told(root, f"{NOTICE}:9:12: sort.groups[2].id: No card belongs here")


def test_a_screen_has_a_check_or_a_sort(root):
    check = "check:\n  text: What?\n  options:\n    - {text: A, correct: true, feedback: Yes.}\n"
    change(root / NOTICE, "sort:", check + "    - {text: B, feedback: No.}\nsort:")
    told(root, f"{NOTICE}:10:1: sort: A screen has a check or a sort")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<rect", "<script>", "2:1: <script> is not used in pictures"),
        ("<rect", "<rect onclick='x' ", "2:1: onclick is not used on <rect>"),
        ("<rect", "<rect style='fill:red' ", "2:1: style is not used on <rect>. Write it as attr"),
        ('fill="#f8f5f0"', 'fill="url(#a)"', "2:1: fill holds what cannot be used here"),
        ('viewBox="0 0 320 160"', "", "1:1: Give <svg> its shape"),
        ('viewBox="0 0 320 160"', 'viewBox="0 0 320 700"', "1:1: This picture is more than twice"),
        ("<svg ", "<svg width='9' ", "1:1: width is not used on <svg>. Leave it out"),
        ('font-size="18"', 'font-size="9"', "3:1: Text of 9 units cannot be read"),
        ("</svg>", "", "5:1: This is not XML: no element found"),
        ("You notice", "Ring 0800 111 2222", "3:1: 0800 111 2222 is a typed phone number"),
    ],
)
def test_a_picture_is_held_to_shapes_and_words(root, old, new, expected):
    change(root / DRAWING, old, new)
    assert faults(root)[0].startswith(f"{DRAWING}:{expected}"), faults(root)


def test_a_picture_that_is_not_there_is_told(root):
    change(root / NOTICE, "pictures/notice.svg", "pictures/notise.svg")
    said = "There is no file pictures/notise.svg in this module's folder. Did you mean"
    assert faults(root) == [
        f"{DRAWING}:1:1: No screen names this file. Name it or remove it.",
        f"{NOTICE}:15:17: picture.file: {said} pictures/notice.svg?",
    ]


@pytest.mark.parametrize("name", ["../notice.svg", "pictures/../../x.svg", "/etc/passwd", "x.svg"])
def test_a_file_is_one_of_the_modules_own(root, name):
    change(root / NOTICE, "pictures/notice.svg", name)
    assert any("picture.file: " in fault for fault in faults(root))


def test_a_picture_says_in_words_what_it_shows(root):
    change(root / NOTICE, "alt: You notice., ", "")
    told(root, f"{NOTICE}:15:10: picture.alt: is missing")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  captions: media/tell.vtt\n", "", "media.captions: is missing. A film needs captions"),
        ("  transcript: |\n    Good morning.\n", "", "media.transcript: is missing"),
        ("kind: video", "kind: sound", "media.kind: should be 'audio' or 'video'"),
        ("media/tell.mp4", "media/tell.exe", "media.file: should be media/ and a file's name"),
    ],
)
def test_a_recording_comes_with_its_words(root, old, new, expected):
    change(root / TELL, old, new)
    assert any(fault.partition(": ")[2].startswith(expected) for fault in faults(root))


def test_a_recording_is_told_by_its_content(root):
    (root / FILM).write_bytes(b"MZ this is a program")
    told(root, f"{TELL}:7:9: media.file: is no video of the kind that its name says")


def test_a_recording_too_large_is_not_read(root):
    with (root / FILM).open("wb") as file:
        file.truncate(10_000_001)
    told(root, f"{TELL}:7:9: media.file: is larger than 10,000,000 bytes")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("WEBVTT", "WEBVT", "1:1: Captions start with a line WEBVTT"),
        ("00:00:02.000", "0:2", "3:1: Write times so"),
        ("00:00:02.000", "00:00:00.000", "3:1: This caption ends before it begins"),
        ("00:00:00.000 --> 00:00:02.000\n", "", "1:1: There is no caption in this file"),
    ],
)
def test_captions_are_held_to_their_form(root, old, new, expected):
    change(root / CAPTIONS, old, new)
    told(root, f"{CAPTIONS}:{expected}")


@pytest.mark.parametrize(
    ("name", "content", "mime"), [("a.mp3", MP3, "audio/mpeg"), ("a.webm", WEBM, "audio/webm")]
)
def test_sound_needs_no_captions(root, name, content, mime):
    for file in (FILM, CAPTIONS):
        (root / file).unlink()
    (root / "small/media" / name).write_bytes(content)
    change(root / TELL, "  captions: media/tell.vtt\n", "")
    change(root / TELL, "kind: video\n  file: media/tell.mp4", f"kind: audio\n  file: media/{name}")
    assert reading(root).documents[0].screens[1].media.mime == mime
