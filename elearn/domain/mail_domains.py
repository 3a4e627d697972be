"""What follows the @ in an address, as agencies are known by it."""

from elearn.domain.identity import IdentityError, canonical_email

# Anybody may have an address there, so it says nothing of where somebody works.
OPEN_TO_ALL = frozenset(
    {
        "aol.co.uk", "aol.com", "blueyonder.co.uk", "btinternet.com", "duck.com", "fastmail.com",
        "gmail.com", "gmx.co.uk", "gmx.com", "gmx.net", "googlemail.com", "hey.com",
        "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mac.com",
        "mail.com", "me.com",
        "msn.com", "ntlworld.com", "outlook.co.uk", "outlook.com", "pm.me", "proton.me",
        "protonmail.com", "rocketmail.com", "sky.com", "talktalk.net", "tiscali.co.uk", "tuta.com",
        "tutanota.com", "virginmedia.com", "yahoo.co.uk", "yahoo.com", "yandex.com", "ymail.com",
        "zoho.com",
    }
)  # fmt: skip
SHARED = frozenset({"nhs.net", "nhs.uk", "cjsm.net"})  # many organisations of one sector
PERSONAL = "Anybody can have an address there. Type a domain that only staff have addresses in."


def canonical_domain(text: str) -> str:
    """The one spelling of a domain; a whole address or an @ before it is fine too.

    >>> canonical_domain(" @Northmoor.Example "), canonical_domain("ann@trust.nhs.uk")
    ('northmoor.example', 'trust.nhs.uk')
    """
    typed = text.strip().rpartition("@")[2]
    try:
        return domain_of(canonical_email(f"a@{typed}"))
    except IdentityError:
        raise IdentityError("Write a domain like northmoor.example.") from None


def domain_of(email: str) -> str:
    """What follows the @ of a canonical address."""
    return email.rpartition("@")[2]


def is_open_to_all(domain: str) -> bool:
    return domain in OPEN_TO_ALL
