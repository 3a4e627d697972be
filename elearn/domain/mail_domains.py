"""What follows the @ in an address, as agencies are known by it."""

from elearn.domain.identity import IdentityError, canonical_email

# Anybody may have an address there, so it says nothing of where somebody works.
OPEN_TO_ALL = frozenset(
    {
        "10minutemail.com", "126.com", "163.com", "abv.bg", "aim.com", "aol.co.uk", "aol.com",
        "blueyonder.co.uk", "btinternet.com", "btopenworld.com", "duck.com", "email.com",
        "fastmail.com", "freeserve.co.uk", "fsmail.net", "gmail.com", "gmx.co.uk", "gmx.com",
        "gmx.de", "gmx.net", "googlemail.com", "guerrillamail.com", "hey.com", "hotmail.co.uk",
        "hotmail.com", "hotmail.de", "hotmail.fr", "hushmail.com", "icloud.com", "inbox.com",
        "interia.pl", "lineone.net", "live.co.uk", "live.com", "live.ie", "mac.com", "mail.com",
        "mail.ru", "mailinator.com", "me.com", "msn.com", "naver.com", "ntlworld.com", "o2.co.uk",
        "o2.pl", "onet.pl", "orange.net", "outlook.co.uk", "outlook.com", "outlook.ie",
        "plus.com", "plus.net", "pm.me", "proton.me", "protonmail.ch", "protonmail.com", "qq.com",
        "rediffmail.com", "rocketmail.com", "sharklasers.com", "sky.com", "sky.uk", "supanet.com",
        "talk21.com", "talktalk.net", "temp-mail.org", "tesco.net", "tiscali.co.uk", "tuta.com",
        "tutanota.com", "ukr.net", "virgin.net", "virginmedia.com", "wanadoo.co.uk", "web.de",
        "wp.pl", "yahoo.co.in", "yahoo.co.uk", "yahoo.com", "yahoo.fr", "yahoo.ie", "yahoo.in",
        "yandex.com", "yandex.ru", "ymail.com", "yopmail.com", "zoho.com",
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
