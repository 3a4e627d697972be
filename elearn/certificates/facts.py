"""What a certificate says, put into the words the document maker prints."""

from collections.abc import Mapping
from dataclasses import replace

from elearn.certificates.queries import OwnCertificate
from elearn.config import Settings
from elearn.content.document import ModuleDocument
from elearn.domain.dates import expires_on
from elearn.gateways.documents import CertificateFacts
from elearn.web.languages import ENGLISH, language, long_day, say

HERE = "\0"  # where the agency's name goes


def certificate_facts(
    own: OwnCertificate,
    text: ModuleDocument | None,
    topic_names: Mapping[str, str],
    settings: Settings,
) -> CertificateFacts:
    """The facts of a holder's certificate; ``text`` is the version that was passed, if known. The
    words around them are in the language of whoever asks."""
    asked = [line.topic for line in text.blueprint] if text else []
    facts = CertificateFacts(
        partnership=settings.partnership,
        name=own.name,
        agency=own.agency or "",
        module=own.title,
        passed_on=own.completed_on,
        until=expires_on(own.completed_on, own.refresh_months),
        version=own.version_number,
        law_as_at=own.law_as_at,
        topics=tuple(topic_names.get(topic, topic) for topic in asked),
        code=own.code,
        verify_url=f"{settings.base_url}/verify/{own.code}",
    )
    return facts if language() is ENGLISH else _told(facts)


def _told(facts: CertificateFacts) -> CertificateFacts:
    return replace(facts, lang=language().code.partition("-")[0], words=_words(facts))


def _words(facts: CertificateFacts) -> dict[str, str]:
    before, _, after = say("of %(agency)s passed", agency=HERE).partition(HERE)
    ends = long_day(facts.until) if facts.until else say("It does not expire")
    return {
        "heading": say("Certificate"),
        "door": say("An open door with light falling through it"),
        "certifies": say("This certifies that"),
        "before": before.strip(),
        "passed_by": after.strip(),
        "alone": say("passed"),
        "unprintable_note": say(
            "The sign %(sign)s stands for a letter of a name that we cannot print.",
            sign="\N{REPLACEMENT CHARACTER}",
        ),
        "passed_on": say("Passed on"),
        "passed": long_day(facts.passed_on),
        "in_date": say("In date until"),
        "until": ends,
        "content_label": say("Content"),
        "content": _content(facts),
        "topics_label": say("Topics:"),
        "check": say("Check this certificate"),
        "code_label": say("Code"),
        "no_score": say(
            "The check says only whether this certificate is true and in date. It shows no score."
        ),
        "qr_alt": say("QR code of the address beside it"),
    }


def _content(facts: CertificateFacts) -> str:
    version = (
        say("Version %(version)s", version=facts.version) if facts.version else say("First version")
    )
    if facts.law_as_at is None:
        return version
    return f"{version}, {say('law as at %(day)s', day=long_day(facts.law_as_at))}"
