"""Letters on their way out: safe on the wire, honest about what the server said."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from elearn.gateways.mail import FilePostbox, RememberingPostbox
from elearn.gateways.message import (
    HEADERS,
    OutgoingLetter,
    RefusedError,
    TryLaterError,
    UncertainError,
    UnreachableError,
    as_bytes,
    without_links,
)
from elearn.gateways.smtp import SmtpPostbox, SmtpServer, SmtpUrlError
from tests.support.mailserver import mail_server

SENDER = "training@northmoor.example"
LETTER = OutgoingLetter(
    to="sam@council.example",
    subject="Your training",
    body="Dear Sam,\n\nZażółć. https://x.example/a?b=c\n.\nA line with a dot above.\n",
    message_id="<abc123@council.example>",
    written_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)
HOSTILE = [
    "Eve =?utf-8?q?=0D=0AReply-To=3A_thief=40evil.example=0D=0A=0D=0AA_new_body?=",
    "Reminder\r\nBcc: thief@evil.example",
    "Reminder\nBcc: thief@evil.example",
    "Reminder\x1cBcc: x\x85Bcc: y\u2028Bcc: z\u2029",
    "=?utf-8?b?DQpCY2M6IHg=?=",
    "A\x00B\x7f",
    "é" * 900,
    "\u202egnirts",
    "",
]


def read(raw):
    return message_from_bytes(raw, policy=policy.default)


@pytest.mark.parametrize("subject", HOSTILE)
def test_no_subject_starts_another_header_or_changes_the_text(subject):
    with mail_server() as (keeper, url):
        postbox = SmtpPostbox(SmtpServer.from_url(url), SENDER)
        postbox.post(replace(LETTER, subject=subject))
        postbox.close()
    (message,) = map(read, keeper.messages)
    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["To"] == "sam@council.example"
    assert message["Subject"] is not None
    assert message.get_content().splitlines() == LETTER.body.splitlines()


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_the_text_says_it_stays_the_text(text):
    letter = replace(LETTER, body=f"Dear {text},\n\nGo on.\n")
    try:
        message = read(as_bytes(letter, SENDER))
    except RefusedError:
        return  # a text that cannot be sent unchanged is not sent
    assert sorted(message.keys()) == sorted(HEADERS)
    assert "Go on." in message.get_content()


@pytest.mark.parametrize(
    "address",
    ["", "sam", "a@b.example, c@d.example", "Sam <sam@b.example>", "a@b.example\r\nBcc: c@d.e",
     "sám@council.example", "sam@b.example ", "sam@b.example\n"],
)  # fmt: skip
def test_only_one_bare_address_is_written_to(address):
    with pytest.raises(RefusedError, match="not an address"):
        as_bytes(replace(LETTER, to=address), SENDER)


def test_the_message_number_cannot_carry_a_header():
    with pytest.raises(RefusedError):
        as_bytes(replace(LETTER, message_id="<a@b>\r\nBcc: c@d.e"), SENDER)


def test_many_letters_go_over_one_line_and_the_answer_comes_back():
    with mail_server() as (keeper, url):
        postbox = SmtpPostbox(SmtpServer.from_url(url), SENDER)
        assert [postbox.post(LETTER) for _ in range(3)] == ["250 kept"] * 3
        postbox.close()
    assert len(keeper.messages) == 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 mailbox is gone", RefusedError),
        ("552 too much", RefusedError),
        ("451 later please", TryLaterError),
        ("421 closing", TryLaterError),
        ("drop", UncertainError),
    ],
)
def test_what_the_server_says_decides_and_the_next_letter_still_goes(answer, error):
    with mail_server(answer) as (keeper, url):
        postbox = SmtpPostbox(SmtpServer.from_url(url), SENDER)
        with pytest.raises(error):
            postbox.post(LETTER)
        before = len(keeper.messages)
        assert postbox.post(LETTER) == "250 kept"
        assert len(keeper.messages) == before + 1
        postbox.close()


def test_an_unknown_mailbox_is_refused_with_the_servers_words():
    with mail_server() as (_, url):
        postbox = SmtpPostbox(SmtpServer.from_url(url), SENDER)
        with pytest.raises(RefusedError, match=r"550 5\.1\.1 no such person"):
            postbox.post(replace(LETTER, to="nobody@council.example"))
        postbox.close()


def test_a_server_that_is_down_is_unreachable():
    with mail_server() as (_, url):
        pass
    with pytest.raises(UnreachableError):
        SmtpPostbox(SmtpServer.from_url(url), SENDER).post(LETTER)


def test_the_address_of_a_mail_server_is_read_and_its_password_never_shown():
    server = SmtpServer.from_url("smtp+starttls://mail%40x:p%3Ass@mx.example")
    assert (server.host, server.port, server.user, server.password) == (
        "mx.example", 587, "mail@x", "p:ss",
    )  # fmt: skip
    assert "p:ss" not in repr(server)
    assert SmtpServer.from_url("smtps://mx.example").port == 465


@pytest.mark.parametrize("url", ["mx.example", "http://mx.example", "smtp://"])
def test_an_address_of_another_kind_is_refused_in_words(url):
    with pytest.raises(SmtpUrlError, match="ELEARN_SMTP_URL is"):
        SmtpServer.from_url(url)


def test_without_a_server_letters_become_files_only_we_can_read(tmp_path):
    postbox = FilePostbox(tmp_path / "mail", SENDER)
    postbox.post(LETTER)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    assert read(file.read_bytes())["To"] == "sam@council.example"


def test_the_double_remembers_and_checks_like_the_others():
    postbox = RememberingPostbox()
    postbox.post(LETTER)
    assert postbox.letters == [LETTER]
    with pytest.raises(RefusedError):
        postbox.post(replace(LETTER, to="not an address"))


def test_what_is_kept_of_a_letter_opens_nothing():
    text = f"https://x.example/invite/{'a' * 43} and https://x.example/learn"
    assert without_links(text) == "https://x.example/invite/... and https://x.example/learn"


def test_a_letter_that_can_be_stopped_says_so_to_mail_programs():
    token = "abcdefghijklmnopqrstuvwx"
    address = f"https://learn.example/again/{token}/stop"
    body = f"Five questions.\n\nNo more of these letters: {address}\n"
    read = message_from_bytes(as_bytes(replace(LETTER, body=body), SENDER), policy=policy.default)
    assert read["List-Unsubscribe"] == f"<{address}>"
    plain = message_from_bytes(as_bytes(LETTER, SENDER), policy=policy.default)
    assert plain["List-Unsubscribe"] is None
