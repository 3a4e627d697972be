"""The privacy pages; importing this registers them."""

from elearn.privacy.feature import privacy
from elearn.privacy.routes import names, papers, retention

__all__ = ["names", "papers", "privacy", "retention"]
