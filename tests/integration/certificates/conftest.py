"""Somebody who holds a certificate, and a document maker that remembers what it was asked for."""

from datetime import UTC, date, datetime

import pytest

from elearn.gateways.documents import RememberingDocuments
from elearn.models import Certificate

CODE = "NM7K-4QXR-92TD"


@pytest.fixture
def documents(app, monkeypatch) -> RememberingDocuments:
    double = RememberingDocuments()
    monkeypatch.setitem(app.extensions, "documents", double)
    return double


@pytest.fixture
def certify(session, make):
    """Put a completion with a certificate on somebody's record."""

    def put(person, module, on, code=CODE, version_id=None):
        completion = make.completion(person, module, on)
        completion.version_id = version_id
        issued = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        session.add(Certificate(completion_id=completion.id, code=code, issued_at=issued))
        session.commit()
        return completion

    return put


@pytest.fixture
def holder(make):
    return make.worker(make.agency("Northmoor Council"), name="Amina Okafor")


@pytest.fixture
def module(make):
    return make.module("notice-it", code="M01", title="Notice it")


@pytest.fixture
def held(certify, holder, module):
    """A completion of 9 March 2026, in date until 9 March 2028."""
    return certify(holder, module, date(2026, 3, 9))
