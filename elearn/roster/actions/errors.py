"""Why an import was not applied or undone."""


class RosterError(ValueError):
    """An import cannot be applied or undone; the message says what to do. Nothing was changed."""


class LeaversError(RosterError):
    """So many people are missing from the file that somebody has to say it is meant."""

    def __init__(self, missing: int, present: int) -> None:
        super().__init__(
            f"{missing} of {present} people stand in no line and would be taken to have left. "
            "Check that the file is the whole list, then confirm that they have left."
        )
