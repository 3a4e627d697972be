"""The certificates blueprint, and how its pages show a code that somebody typed."""

from elearn.web.feature import Feature
from elearn.web.languages import N_

certificates = Feature("certificates", "elearn.certificates")
LONGEST_SHOWN = 40
NOT_A_CODE = N_("Check the code: it has 12 letters and digits, such as NM7K-4QXR-92TD")


def as_typed(code: str) -> str:
    """What was typed, short and without the characters that nobody can see."""
    return "".join(sign for sign in code[:LONGEST_SHOWN] if sign.isprintable())
