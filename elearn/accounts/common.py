"""The passwords and words that may not be used."""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from elearn.domain.passwords import password_fault

LIST = Path(__file__).parent / "data" / "common-passwords.txt.gz"
SERVICE_WORDS = ("elearn", "training", "modern", "slavery", "partnership", "safeguarding")


@cache
def common_passwords() -> frozenset[str]:
    """The 30,000 most common, in lower case; read at the first use (12 ms)."""
    return frozenset(gzip.decompress(LIST.read_bytes()).decode("utf-8").split("\n")) - {""}


def fault_of(password: str, *, own_words: Iterable[str]) -> str | None:
    """Why the password may not be used, or None. ``own_words`` are the names of the person, of
    their agencies and of the partnership, whole; each word of them counts."""
    words = [word for name in own_words for word in re.split(r"[\s@.]+", name)]
    return password_fault(password, common=common_passwords(), own_words=[*words, *SERVICE_WORDS])
