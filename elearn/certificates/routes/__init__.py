"""Certificate pages; importing this registers all of them."""

from elearn.certificates.routes import check, holder, withdrawing
from elearn.certificates.routes.feature import certificates

__all__ = ["certificates", "check", "holder", "withdrawing"]
