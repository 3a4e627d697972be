"""What a certificate says, put into the words the document maker prints."""

from collections.abc import Mapping

from elearn.certificates.queries import OwnCertificate
from elearn.config import Settings
from elearn.content.document import ModuleDocument
from elearn.domain.dates import expires_on
from elearn.gateways.documents import CertificateFacts


def certificate_facts(
    own: OwnCertificate,
    text: ModuleDocument | None,
    topic_names: Mapping[str, str],
    settings: Settings,
) -> CertificateFacts:
    """The facts of a holder's certificate; ``text`` is the version that was passed, if known."""
    asked = [line.topic for line in text.blueprint] if text else []
    return CertificateFacts(
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
