"""Passwords, certificate codes, letter headers and the chain of records."""

from datetime import UTC, date, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.certificates import ALPHABET, new_code, normalise_code
from elearn.domain.chain import FIRST, ChainLink, canonical_json, first_broken, link
from elearn.domain.letters import safe_header
from elearn.domain.passwords import password_fault

COMMON = {"password", "qwertyuiop12", "letmein"}
OWN = ["Northmoor", "Amina Okafor", "elearn", "Jo"]


@pytest.mark.parametrize(
    "password",
    [
        "know-the-signs-2026",
        "three random words",
        "           x-1y",
        "Northmoor kestrel lamp",
        "пароль из трёх слов",
        "a-b-c-d-e" * 28,
        "1942-1066-1815-77",
    ],
)
def test_long_and_uncommon_is_all_we_ask(password: str) -> None:
    assert password_fault(password, common=COMMON, own_words=OWN) is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("elevenchars", "at least 12"),
        ("", "at least 12"),
        ("a1" * 129, "at most 256"),
        ("QwertyUiop12", "first that people guess"),
        ("Password12345!", "first that people guess"),
        ("aaaaaaaaaaaaaaa", "first that people guess"),
        ("121212121212", "first that people guess"),
        ("Northmoor-2026!", "names that others know"),
        ("AminaOkafor99 elearn", "names that others know"),
    ],
)
def test_anything_else_is_refused_with_one_sentence(password: str, says: str) -> None:
    fault = password_fault(password, common=COMMON, own_words=OWN)
    assert fault is not None
    assert says in fault


def test_words_of_two_letters_are_not_our_own() -> None:
    assert password_fault("jojojo-kestrel", common=set(), own_words=["Jo", "kestrel"]) is None


@given(st.binary(min_size=8, max_size=8))
def test_a_code_reads_back_however_it_is_typed(token: bytes) -> None:
    code = new_code(lambda size: token[:size])
    assert len(code) == 14
    assert set(code) <= set(ALPHABET) | {"-"}
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert normalise_code(typed) == code
    assert normalise_code(code.replace("0", "O").replace("1", "l")) == code


def test_every_one_of_sixty_bits_counts() -> None:
    codes = {new_code(lambda _, n=n: (1 << n).to_bytes(8, "big")) for n in range(4, 64)}
    assert len(codes) == 60


@pytest.mark.parametrize(
    "typed",
    ["", "NM7K", "NM7K-4QXR-92TDX", "NM7K-4QXR-92T!", "UUUU-4QXR-92TD", "ＮＭ７Ｋ-4QXR-92TD"],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normalise_code(typed) is None


HOSTILE = "Eve =?utf-8?q?=0D=0AReply-To=3A_thief=40x=2Eexample=0D=0A=0D=0ABody?="


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "Eve\r\nBcc: thief@x.example",
        "Eve\x1cBcc: thief",
        "Eve\x85Bcc: thief",
        "Eve\u2028Bcc: thief",
        "==?utf-8?q?=0ABcc=3A_x?=",
        "=\r\n?utf-8?b?Cg==?=",
        "damaged \ud83d half",
    ],
)
def test_a_header_cannot_start_another(text: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"Reminder for {safe_header(text)}"
    message["To"] = "lead@demo.example"
    message.set_content("The body.")
    head, _, body = message.as_bytes().partition(b"\r\n\r\n")
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1].strip()]
    assert names == [
        b"Subject",
        b"To",
        b"Content-Type",
        b"Content-Transfer-Encoding",
        b"MIME-Version",
    ]
    assert body == b"The body.\r\n"


def test_an_ordinary_header_stays_as_it_is() -> None:
    assert safe_header("Réunion: 3 people, due 22 November") == "Réunion: 3 people, due 22 November"


def chain(*records: dict[str, object]) -> list[ChainLink]:
    links: list[ChainLink] = []
    previous = FIRST
    for key, record in enumerate(records, 1):
        links.append(ChainLink(key, record, previous, link(previous, record)))
        previous = links[-1].hash
    return links


RECORDS = [{"act": "a", "at": datetime(2026, 11, 22, tzinfo=UTC)}, {"act": "b"}, {"act": "c"}]


def test_an_untouched_chain_holds() -> None:
    assert first_broken(chain(*RECORDS)) is None
    assert first_broken([]) is None
    assert link(None, {"act": "a"}) == link(FIRST, {"act": "a"})


def test_a_changed_a_removed_and_a_swapped_record_are_found() -> None:
    links = chain(*RECORDS)
    changed = ChainLink(2, {"act": "x"}, links[1].prev_hash, links[1].hash)
    assert first_broken([links[0], changed, links[2]]) == 2
    assert first_broken([links[0], links[2]]) == 3
    assert first_broken([links[1], links[0], links[2]]) == 2
    assert first_broken(links[1:]) == 2


def test_one_record_has_one_spelling() -> None:
    paris = timezone(timedelta(hours=1))
    here = datetime(2026, 11, 22, 13, tzinfo=paris)
    there = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert canonical_json({"b": 1, "at": here}) == canonical_json({"at": there, "b": 1})
    assert canonical_json({"on": date(2026, 1, 2)}) == '{"on":"2026-01-02"}'


@pytest.mark.parametrize("value", [object(), datetime(2026, 1, 1)])  # noqa: DTZ001
def test_what_has_no_one_spelling_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json({"x": value})
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"x": float("nan")})
