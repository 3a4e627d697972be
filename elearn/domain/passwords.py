"""Whether a password may be used: long, not common, not made of our own words."""

from collections.abc import Container, Iterable

SHORTEST, LONGEST = 12, 256
FEWEST_DIFFERENT = 5
SHORTEST_OWN_WORD = 3


def _only_own_words(letters: str, own_words: Iterable[str]) -> bool:
    """Whether nothing is left of ``letters`` once our own words are taken out, longest first."""
    known = {"".join(filter(str.isalpha, word.casefold())) for word in own_words}
    for word in sorted(known, key=lambda each: (-len(each), each)):
        if len(word) >= SHORTEST_OWN_WORD:
            letters = letters.replace(word, " ")
    return not letters.strip()


def password_fault(
    password: str, *, common: Container[str], own_words: Iterable[str]
) -> str | None:
    """The one sentence to show, or None if the password is good enough (security.md 6.2).

    Nothing is asked of its composition. ``common`` holds lower-case passwords; ``own_words`` are
    the person's names, their agency and the service. Digits and signs around a common password
    or around our own words do not make it better.

    >>> password_fault("know-the-signs-2026", common=set(), own_words=["Northmoor"]) is None
    True
    >>> password_fault("Northmoor-2026!", common=set(), own_words=["Northmoor"])
    'Use other words: this is made of names that others know.'
    """
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three random words are easy to remember."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    lower = password.casefold()
    letters = "".join(filter(str.isalpha, lower))
    if lower in common or letters in common or len(set(lower)) < FEWEST_DIFFERENT:
        return "Use another password: this one is among the first that people guess."
    if letters and _only_own_words(letters, own_words):
        return "Use other words: this is made of names that others know."
    return None
