"""The errors of reading a file of rows."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from elearn.gateways.sheets.lines import Heading


class SheetFileError(ValueError):
    """A file cannot be used as a whole; the message says what to do. Nothing was changed."""


class HeadingsError(SheetFileError):
    """The file is whole, but its headings are not ours: somebody has to say which is which.
    ``lines`` is how many records stand below them."""

    def __init__(self, message: str, headings: tuple["Heading", ...], lines: int) -> None:
        super().__init__(message)
        self.headings = headings
        self.lines = lines


class TooManyRowsError(SheetFileError):
    """A file has more rows than one import may hold."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"The file has more than {most:,} rows, which is the most that can be brought in at "
            "once. Remove rows that are not about people."
        )
