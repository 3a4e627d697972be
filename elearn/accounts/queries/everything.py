"""Everything that is held on one person, for whoever asks to see it."""

from elearn.operations.erasing import records_of
from elearn.privacy.export import everything_about

__all__ = ["everything_about", "records_of"]
