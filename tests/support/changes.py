"""A knowledge check, and a module that changed since somebody completed it."""

from dataclasses import replace
from datetime import timedelta

from markupsafe import escape

from tests.support.document import small_document


def changed_module(make, person, day, called: str) -> str:
    """The address of the module; ``called`` stands in what is said to have changed."""
    make.check()
    module = make.module(**({"title": called} if called else {}))
    make.completion(person, module, day - timedelta(days=30))
    text = small_document(module.slug, module.code, module.title)
    text = replace(
        text,
        what_changed=f"<p>{escape(called or 'It is thirty days now.')}</p>",
        change_items=tuple(item.key for item in text.items[3:6]),
    )
    make.version(module, 2, published_on=day - timedelta(days=1), document=text)
    return str(module.slug)
