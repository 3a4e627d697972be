"""The files of the data export: those of the record, then what audits take from elsewhere, then
what they led to, then what people did besides."""

from elearn.interop.queries.file import File
from elearn.interop.queries.people import OF_PEOPLE
from elearn.interop.queries.plan import OF_THE_PLAN
from elearn.interop.queries.record import OF_THE_RECORD
from elearn.interop.queries.returns import FURTHER

__all__ = ["FILES", "File"]

FILES: tuple[File, ...] = (*OF_THE_RECORD, *FURTHER, *OF_THE_PLAN, *OF_PEOPLE)
