"""How old a reader has to be: the Flesch-Kincaid grade of plain sentences, and their age.

The grade is 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid and others, 1975);
the reading age is the grade and five years. It knows long sentences and long words and nothing
else: a low age does not make a text clear.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

YEARS_BEFORE_SCHOOL = 5
PER_SENTENCE, PER_WORD, BASE = 0.39, 11.8, 15.59
# Fewer words than these say little about a text: one long name would decide its age.
FEWEST_WORDS = 30

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d,.]*\d|\d")
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9{£])")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|s|ss|v|e\.g|i\.e|etc|No)\.$")

_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are spoken apart: "idea", "area", "create", "being", "diary", "lion", "situation".
_APART = re.compile(
    r"ia(?!n$|l)|iu|io(?!n|us)|eo(?!n|p)|[rd]ea(?=s?$)|ua(?!r[dt]|g)|uou|creat|[^qg]ui(?=t[yi])"
    r"|(?<=[aeouy])ing|(?<=[^aeo])[iy]ers?$|(?<=lo)yer|iet|(?<=[^cst])ious|lion(?!$)"
)
# An e (or ed, es) that is not spoken, at the end or before an ending: "safe", "moved", "safely".
_SILENT = re.compile(
    r"(?<=[^aeiouy])e(?:$|s$|d$|(?=ly$|ful|ment|less|ness|where|thing|body|time|guard|ty|work|house))"
    r"|(?<=[gq])ue(?=s?$)"
)
_SPOKEN = re.compile(r"(?<=[^aeiouyl])les?$|[td]ed$|(?:[cgsxz]|[cs]h)es$")
# Common words that no rule fits.
_BY_HEART = {
    "mr isle quay tired square choir": 1,
    "mrs dr people colleague colleagues business evening evenings somewhere someone centre": 2,
    "argue wednesday warehouse foreman million senior junior compelled controlled lawyer layer": 2,
    "anyone everyone whoever everything area areas idea employee employees guardian": 3,
    "behaviour experience nineteen": 3,
    "everybody mechanism dementia": 4,
    "coordinator": 5,
}
_KNOWN = {word: count for words, count in _BY_HEART.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Measure:
    """Sentences, words and syllables of a text; they add up."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
        )

    @property
    def is_enough(self) -> bool:
        """Whether there is enough text to speak of its reading age."""
        return self.words >= FEWEST_WORDS

    @property
    def age(self) -> float:
        """The reading age in years. ZeroDivisionError where there are no words."""
        grade = (
            PER_SENTENCE * self.words / self.sentences
            + PER_WORD * self.syllables / self.words
            - BASE
        )
        return grade + YEARS_BEFORE_SCHOOL


def measure(paragraphs: Iterable[str]) -> Measure:
    """The measure of the sentences of some paragraphs of plain text.

    >>> measure(["Look at who speaks. Ask."])
    Measure(sentences=2, words=5, syllables=5)
    """
    total = Measure()
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            words = _WORD.findall(sentence)
            if words:
                total += Measure(1, len(words), sum(syllables(word) for word in words))
    return total


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph.

    >>> list(sentences('He said, "No." She left. It took 1.5 hours, by the Act s. 45.'))
    ['He said, "No."', 'She left.', 'It took 1.5 hours, by the Act s. 45.']
    """
    kept = ""
    start = 0
    for found in _END.finditer(paragraph):
        piece = paragraph[start : found.start()] + found[0].rstrip()
        start = found.end()
        if _SHORT.search(piece):
            kept += piece + " "
            continue
        yield kept + piece
        kept = ""
    rest = kept + paragraph[start:]
    if rest.strip():
        yield rest.strip()


def syllables(word: str) -> int:
    """How many syllables an English word is spoken with, near enough; a number counts as one word
    of one syllable, as the age should not hang on it.

    >>> [syllables(word) for word in ("safe", "people", "exploited", "safeguarding", "2026")]
    [1, 2, 3, 3, 1]
    """
    letters = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    if letters in _KNOWN:
        return _KNOWN[letters]
    if not letters.isalpha():
        return 1
    if not _VOWELS.search(letters) or (word.isupper() and len(word) > 1):
        return len(letters) if word.isupper() else 1  # spelt out: NRM, UK
    count = len(_VOWELS.findall(letters)) + len(_APART.findall(letters))
    count -= len(_SILENT.findall(letters))
    count += len(_SPOKEN.findall(letters)) if _SILENT.search(letters) else 0
    return max(count, 1)
