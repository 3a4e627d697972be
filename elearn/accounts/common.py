"""The passwords and words that may not be used."""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from elearn.domain.passwords import password_fault

LIST = Path(__file__).parent / "data" / "common-passwords.txt.gz"
SERVICE_WORDS = ("elearn", "training", "modern", "slavery", "partnership", "safeguarding")


class Words:
    """Lines of text, one after another as they lie in the file: a set of them would take each
    process ten times the memory, and to look through them all takes some milliseconds."""

    def __init__(self, lines: bytes) -> None:
        self._lines = b"\n" + lines

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or not word or "\n" in word:
            return False
        return f"\n{word}\n".encode("utf-8", "surrogatepass") in self._lines

    def __len__(self) -> int:
        return self._lines.count(b"\n") - 1


@cache
def common_passwords() -> Words:
    """The 100,000 most common and the long ones of the million most common, in lower case; read
    at the first use."""
    return Words(gzip.decompress(LIST.read_bytes()))


def fault_of(password: str, *, own_words: Iterable[str]) -> str | None:
    """Why the password may not be used, or None. ``own_words`` are the names of the person, of
    their agencies and of the partnership, whole; each word of them counts."""
    words = [word for name in own_words for word in re.split(r"[\s@.]+", name)]
    return password_fault(password, common=common_passwords(), own_words=[*words, *SERVICE_WORDS])
