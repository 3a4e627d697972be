"""The one error of reading a file of rows."""


class SheetFileError(ValueError):
    """A file cannot be used as a whole; the message says what to do. Nothing was changed."""


class TooManyRowsError(SheetFileError):
    """A file has more rows than one import may hold."""

    def __init__(self, most: int) -> None:
        super().__init__(f"The file has more than {most:,} rows. Split it into smaller files.")
