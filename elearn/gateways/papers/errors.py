"""The one error of reading a certificate."""


class PaperError(ValueError):
    """A file cannot be taken as a certificate; the message says what to do."""


DAMAGED = "The file is damaged or not whole. Save or photograph the certificate once more."
MOST_PIXELS = 60_000_000
TOO_WIDE = "The picture is too large to open safely. Take it with a lower resolution."


def check_size(width: int, height: int) -> None:
    """Refuse a picture that no program should try to open."""
    if width < 1 or height < 1:
        raise PaperError(DAMAGED)
    if width * height > MOST_PIXELS:
        raise PaperError(TOO_WIDE)
