"""Where to go after signing in: an address of this site, or nowhere."""

from urllib.parse import urlsplit

LONGEST = 500
NOT_BACK_TO = ("/sign-in", "/sign-out", "/reset/", "/invite/", "/forgot-password", "/register")


def own_address(given: str | None) -> str | None:
    """The address if it is a path of this site, else None.

    >>> own_address("/learn/notice?page=2")
    '/learn/notice?page=2'
    >>> own_address("https://evil.example"), own_address("//evil.example")
    (None, None)
    >>> own_address("/\\\\evil.example") is None
    True
    """
    if not given or len(given) > LONGEST or not given.startswith("/"):
        return None
    if given[1:2] in ("/", "\\") or "\\" in given or not given.isprintable():
        return None
    parts = urlsplit(given)
    if parts.scheme or parts.netloc or parts.path.startswith(NOT_BACK_TO):
        return None
    return given
