"""Names and e-mail addresses of people, in the one form in which they are stored."""

import re
import unicodedata

LONGEST_NAME = 200
LONGEST_EMAIL = 254

_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+{_LABEL})")
_JOINERS = "\u200c\u200d"  # some scripts cannot be written without them
_INVISIBLE_EDGES = "\u200b\ufeff\u2060"  # what spreadsheets leave around a value


class IdentityError(ValueError):
    """A name or an address cannot be taken; the message says what to do."""


def canonical_email(text: str) -> str:
    """The one spelling of an address: no space around it, lower case, plain letters only.

    Letters outside ASCII are refused rather than folded: a Cyrillic а or a full-width @ would
    make a second account that looks like the first.

    >>> canonical_email("  Ruth.Ellison@Northmoor.Example ")
    'ruth.ellison@northmoor.example'
    """
    address = text.strip().strip(_INVISIBLE_EDGES).strip()
    if not address.isascii():
        raise IdentityError(
            "This e-mail address has a letter that is not plain a to z. Type it again."
        )
    address = address.lower()
    found = _EMAIL.fullmatch(address)
    if not found or len(address) > LONGEST_EMAIL or len(found[1]) > 64:
        raise IdentityError("Write an e-mail address like name@example.org.")
    return address


def _shown(character: str) -> str:
    """The character, a space for white space, nothing for what cannot be seen."""
    if character.isspace():
        return " "
    if character in _JOINERS:
        return character
    # Cc: controls. Cf: bidirectional overrides, zero-width spaces and other invisible marks.
    return "" if unicodedata.category(character) in {"Cc", "Cf"} else character


def clean_name(text: str) -> str:
    """A person's name as it may be printed anywhere: one line, composed, nothing invisible.

    >>> clean_name("  Amina\\n  Okafor ")
    'Amina Okafor'
    >>> clean_name("Sam\u202egnol")
    'Samgnol'
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise IdentityError("This name has a damaged letter. Type it again.")
    visible = "".join(map(_shown, unicodedata.normalize("NFC", text)))
    name = " ".join(visible.split()).strip(_JOINERS)
    if not name:
        raise IdentityError("Write a name.")
    if len(name) > LONGEST_NAME:
        raise IdentityError(f"This name is longer than {LONGEST_NAME} letters. Shorten it.")
    return name


def initials(name: str) -> str:
    """The first letter of the first and of the last word, for the public certificate check.

    >>> initials("Ana Maria de Souza"), initials("Cher"), initials("(none)")
    ('AS', 'C', 'N')
    """
    words = [word for word in map(_first_letter, name.split()) if word]
    return "".join(words[:1] + words[1:][-1:])


def _first_letter(word: str) -> str:
    return next((character.upper() for character in word if character.isalpha()), "")
