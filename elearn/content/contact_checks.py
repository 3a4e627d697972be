"""contacts.yaml held to its rules: keys, checks, and what a local contact leaves to agencies."""

from datetime import date
from typing import Any

from elearn.content.faults import PathTo
from elearn.content.item_checks import mappings
from elearn.content.local import LOCAL, is_local
from elearn.content.schema import ContactsFile
from elearn.content.validation import MISSING
from elearn.content.yaml_text import Marked

OF_THE_AGENCIES = ("number", "url", "verified_on", "verified_by", "review_by")


def check_contacts(marked: Marked | None, model: ContactsFile | None, *, today: date) -> None:
    """Keys stand once; a check that is overdue or unsigned is said."""
    if marked is None or model is None:
        return
    seen: set[str] = set()
    for at, contact in enumerate(model.contacts):
        where = ("contacts", at)
        if contact.key in seen:
            marked.fault((*where, "key"), f"{contact.key} stands twice. Keep one of them.")
        seen.add(contact.key)
        if contact.verified_on and not contact.verified_by:
            marked.fault((*where, "verified_by"), "is missing. Say who checked it.")
        if contact.verified_on and contact.verified_on > today:
            marked.fault((*where, "verified_on"), "has not come yet. Correct it.")
        if contact.review_by and contact.review_by < today:
            marked.warning((*where, "review_by"), f"passed on {contact.review_by}: check it again.")
    for path, raw in mappings(marked.data, "contacts"):
        _check_local(marked, path, raw)


def _check_local(marked: Marked, path: PathTo, raw: dict[str, Any]) -> None:
    """A local contact only names what each agency enters for itself."""
    local = raw.get("local") is True
    if is_local(str(raw.get("key"))) != local:
        named = f"starts with {LOCAL}: add local: true, or choose another key."
        unnamed = f"is of a local contact, so it starts with {LOCAL}."
        marked.fault((*path, "key"), unnamed if local else named)
    if not local:
        if raw.get("source") is None:
            marked.fault((*path, "source"), f"is missing. {MISSING['source']}")
        return
    for key in OF_THE_AGENCIES:
        if key in raw:
            message = "is entered by each agency in the service. Take it out of a local contact."
            marked.fault((*path, key), message, at_key=True)
