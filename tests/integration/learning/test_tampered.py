"""What somebody writes straight into the database runs on no page: published text is cleaned once
more when it is shown."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from elearn.content import queries
from elearn.content.activities import Picture
from elearn.content.drawing import read_drawing
from elearn.content.packing import to_dict
from elearn.models import ModuleVersion
from tests.support.document import small_document

BAD = '<script src="https://evil.example/x.js"></script><img src=x onerror=alert(1)>'
LINK = '<a href="javascript:alert(1)" onclick="alert(1)" style="color:red">here</a>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="5" height="5"/>'
RUNS = ('<script src="https://evil', "<img", "onerror", "onclick", "javascript:", "<foreignObject")
PAGES = ("/learn/tampered/first", "/learn/tampered/story", "/learn/tampered/summary")


def tampered(document, svg):
    first, *others = document.pages
    picture = Picture(svg, "A rectangle", "A caption")
    story = next(page for page in others if page.slug == "story")
    changed = replace(
        first,
        html=f"<p>Words that stay {BAD}</p>{LINK}",
        picture=picture,
    )
    story = replace(story, intro=f"{BAD}{LINK}<p>You see something.</p>")
    pages = (changed, *(story if page.slug == "story" else page for page in others))
    return replace(document, pages=pages, summary=f"{BAD}{LINK}")


@pytest.fixture
def shown(session, make, visitor):
    """The pages of a module whose stored text holds what no author could publish."""

    def pages(svg):
        document = small_document("tampered", "M02", "Tampered")
        module = make.module("tampered", code="M02", title="Tampered", document=document)
        version = session.scalars(select(ModuleVersion).filter_by(module_id=module.id)).one()
        version.document = to_dict(tampered(document, svg))
        session.commit()
        queries._documents.clear()
        visitor.sign_in(make.person())
        return [visitor.get(path, follow_redirects=True).text for path in PAGES]

    yield pages
    queries._documents.clear()


@pytest.mark.any_database
def test_a_stored_text_that_was_changed_brings_no_script_onto_a_page(shown):
    pages = shown(f'{SVG}<foreignObject onload="alert(1)">{BAD}</foreignObject></svg>')
    assert "Words that stay" in pages[0]
    assert "A caption" in pages[0]
    assert "You see something." in pages[1]
    found = [one for page in pages for one in RUNS if one in page]
    assert not found


@pytest.mark.any_database
def test_a_drawing_as_it_was_published_is_shown(shown):
    svg = read_drawing(f"{SVG}</svg>").markup("A rectangle")
    assert svg in shown(svg)[0]
