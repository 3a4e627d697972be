"""Names, e-mail addresses and user names of people, in the one form in which they are stored; and
which names may be the same person's."""

import re
import unicodedata

LONGEST_NAME = 200
LONGEST_EMAIL = 254
SHORTEST_USERNAME, LONGEST_USERNAME = 3, 40

_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+{_LABEL})")
_USERNAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
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


def canonical_username(text: str) -> str:
    """The one spelling of a user name: lower case, no space around it. It never has an @, so that
    it cannot be taken for an address.

    >>> canonical_username(" Ana.Silva ")
    'ana.silva'
    """
    name = text.strip().strip(_INVISIBLE_EDGES).strip()
    if not name.isascii() or not _USERNAME.fullmatch(name := name.lower()):
        raise IdentityError("Use letters a to z and digits, with a dot or a hyphen in between.")
    if not SHORTEST_USERNAME <= len(name) <= LONGEST_USERNAME:
        raise IdentityError(f"Use {SHORTEST_USERNAME} to {LONGEST_USERNAME} letters and digits.")
    return name


def canonical_name(text: str) -> str:
    """What somebody signs in with, in its one spelling: an address, or a user name without an @."""
    return canonical_email(text) if "@" in text else canonical_username(text)


def username_from(name: str) -> str:
    """A user name to offer to somebody of that name; empty where nothing of it can be used.

    >>> username_from("Zoë Ann O'Brien"), username_from("李"), username_from("Bo")
    ('zoe.obrien', '', '')
    """
    plain = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", ""))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    offered = ".".join(words[:1] + words[1:][-1:])[:LONGEST_USERNAME].rstrip(".")
    return offered if len(offered) >= SHORTEST_USERNAME else ""


def _shown(character: str) -> str:
    """The character, a space for white space, nothing for what cannot be seen."""
    if character.isspace():
        return " "
    if character in _JOINERS:
        return character
    # Cc: controls. Cf: bidirectional overrides, zero-width spaces and other invisible marks.
    return "" if unicodedata.category(character) in {"Cc", "Cf"} else character


def _cleaned(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise IdentityError("This name has a damaged letter. Type it again.")
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def clean_name(text: str) -> str:
    """A person's name as it may be printed anywhere: one line, composed, nothing invisible.

    >>> clean_name("  Amina\\n  Okafor ")
    'Amina Okafor'
    >>> clean_name("Sam\u202egnol")
    'Samgnol'
    """
    if not (text.isprintable() and unicodedata.is_normalized("NFC", text)):
        text = _cleaned(text)
    name = " ".join(text.split()).strip(_JOINERS)
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


def key_of_number(value: str) -> str:
    """A staff number as it is compared.

    >>> key_of_number(" ab 12") == key_of_number("AB 12")
    True
    """
    return " ".join(value.split()).casefold()


def name_words(name: str) -> frozenset[str]:
    """The words of a name without case and accents.

    >>> sorted(name_words("Zoë O'Brien"))
    ['brien', 'o', 'zoe']
    """
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(character)
    )
    return frozenset(re.findall(r"\w+", plain.casefold()))


def may_be_one_person(one: str, other: str) -> bool:
    """Whether two names share a word: a marriage changes a surname, a re-used number everything.

    >>> may_be_one_person("Ann Smith", "Ann Jones"), may_be_one_person("Ann Smith", "Bo Li")
    (True, False)
    """
    return bool(name_words(one) & name_words(other))
