"""Every letter, whatever the names in it: our headers alone, one reader, our text, our links."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes, policy
from itertools import product

import pytest

from elearn.gateways.message import HEADERS, OutgoingLetter, RefusedError, as_bytes
from elearn.operations.invitations import Sender
from elearn.operations.letters import Draft, write_many
from elearn.reminders.actions.taking import take
from tests.support.letters import filled, templates

OURS = "https://training.example"
SENDER = Sender("The Partnership", OURS)
TO, FROM = "sam@council.example", "training@partnership.example"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SAID = {
    "an encoded header": "Eve =?utf-8?q?=0D=0ABcc=3A_thief=40evil.example=0D=0A=0D=0AHello?=",
    "a line end": "Eve\r\nBcc: thief@evil.example\r\n\r\nAnother text",
    "odd line ends": "Eve\x0b\x1c\x85\u2028Bcc: thief@evil.example\u2029",
    "NUL": "Eve \x00 \x7f",
    "another reader": "Eve, thief@evil.example <thief@evil.example>",
    "a link": "Eve https://evil.example/pay http://training.example.evil.example/",
    "our address within": f"{OURS}@evil.example {OURS}.evil.example/pay {OURS}:81/x",
    "markup": "<a href='https://evil.example'>Eve</a>",
    "right to left": "\u202eevE\u2066 \u0301\u0301\u0301",
    "long": "W" * 200,  # the longest name there is
}
LINK = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>'\"]*", re.IGNORECASE)
LETTERS = {f"{one.__module__}.{one.__name__}".removeprefix("elearn."): one for one in templates()}


def test_the_letters_are_found():
    known = {"accounts.letters.reset", "reminders.letters.reminder", "staff.letters.offer"}
    assert known <= LETTERS.keys()
    assert "operations.invitations.invitation" in LETTERS


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("said", SAID)
def test_it_has_our_headers_one_reader_our_beginning_and_our_links(letter, said):
    words = filled(LETTERS[letter], SENDER, SAID[said])
    check(OutgoingLetter(TO, words.subject, words.body, "<1@training.example>", AT))


def check(outgoing: OutgoingLetter) -> None:
    read = message_from_bytes(as_bytes(outgoing, FROM), policy=policy.default)
    stop = ["List-Unsubscribe"] if outgoing.stop else []
    assert sorted(read.keys()) == sorted([*HEADERS, *stop])
    assert [one.addr_spec for one in read["To"].addresses] == [TO]
    assert len(read.get_all("To")) == 1
    body = read.get_content()
    assert re.match(r"(Dear|Hello)\b", body), body[:80]
    foreign = [link for link in LINK.findall(body) if not is_ours(link)]
    assert not foreign, foreign
    assert "Bcc" not in str(read["Subject"]) or "\n" not in str(read["Subject"])


def test_so_has_one_that_lay_in_the_outbox(session, database, turns):
    """Half of them through one database, half through the other. NUL no database is ever given:
    no form and no file lets it in."""
    drafts = {}
    for place, (letter, said) in enumerate(product(LETTERS, SAID), database != "sqlite"):
        if said != "NUL" and turns(place, [letter], 2):
            words = filled(LETTERS[letter], SENDER, SAID[said])
            key = f"walk-{letter}-{said}"[:120]
            drafts[key] = Draft(key, None, TO, words.subject, words.body)
    ids = write_many(session, list(drafts.values()), now=AT)
    held = take(session, list(ids.values()), now=AT, worker="walk")
    assert len(held) == len(drafts) > len(LETTERS)
    for one in held:
        check(one.letter)


@pytest.mark.parametrize("letter", LETTERS)
def test_no_subject_tells_a_score_or_who_failed(letter):
    subject = filled(LETTERS[letter], SENDER, "Eve").subject
    assert not re.search(r"\b(scor|mark|pass(?!word)|fail|wrong|right|out of)|%", subject, re.I)


@pytest.mark.parametrize("letter", LETTERS)
def test_half_a_character_stops_this_letter_and_is_no_error(letter):
    words = filled(LETTERS[letter], SENDER, "Eve \ud800")
    with suppress(RefusedError):
        as_bytes(OutgoingLetter(TO, words.subject, words.body, "<1@training.example>", AT), FROM)


def is_ours(link: str) -> bool:
    return link.rstrip(".,") == OURS or link.startswith(f"{OURS}/")
