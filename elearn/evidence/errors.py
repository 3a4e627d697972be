"""The one error of this feature."""


class EvidenceError(ValueError):
    """Something cannot be done; the message says what to do. Nothing was changed."""
