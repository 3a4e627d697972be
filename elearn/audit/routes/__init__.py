"""The coordinator's pages: the week, the audits, and each edition with its files."""

from elearn.audit.routes import editions, files, reading, week
from elearn.audit.routes.feature import audit

__all__ = ["audit", "editions", "files", "reading", "week"]
