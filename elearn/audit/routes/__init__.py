"""The coordinator's pages: the week, the audits, and each edition with its files."""

from elearn.audit.ahead import routes as ahead
from elearn.audit.board import routes as board
from elearn.audit.changed import routes as changed
from elearn.audit.cover import routes as cover
from elearn.audit.items import routes as items
from elearn.audit.plan import routes as plan
from elearn.audit.priorities import routes as priorities
from elearn.audit.referred import routes as referred
from elearn.audit.reports import routes as reports
from elearn.audit.returned import routes as returned
from elearn.audit.routes import around, editions, files, reading, week
from elearn.audit.routes.feature import audit
from elearn.audit.run import routes as run
from elearn.audit.settings import routes as settings
from elearn.audit.standardised import routes as standardised

__all__ = [
    "ahead",
    "around",
    "cover",
    "audit",
    "board",
    "changed",
    "editions",
    "files",
    "items",
    "plan",
    "priorities",
    "reading",
    "referred",
    "reports",
    "returned",
    "run",
    "settings",
    "standardised",
    "week",
]
