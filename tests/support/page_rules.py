"""The rules of the house for every page of HTML."""

import re
from collections import Counter

import html5lib
from lxml import html as quick

VALUE = re.compile(r'="[^"&<>]*"')
TEXT = re.compile(r'(?<=>)[^<>"]+(?=<)')
ENTITY = re.compile(r"(&#?\w*;?)")
FORBIDDEN = "//*[@style or @onclick or @onload] | //style | //script[not(@src)]"
SEEN: set[int] = set()


def check_page(html: str) -> None:
    """Hold a page to the rules; each message says what to mend."""
    check_markup(html)
    page = quick.document_fromstring(html)
    headings = page.findall(".//h1")
    assert len(headings) == 1, f"a page has one h1, this has {len(headings)}"
    heading, title = words(headings[0]), words(page.find(".//title")).removeprefix("Error: ")
    neutral = page.xpath("//*[@data-neutral-title]")
    assert neutral or title.startswith(heading), f"title {title!r} should start with {heading!r}"
    twice = sorted(one for one, often in Counter(page.xpath("//@id")).items() if often > 1)
    assert not twice, f"an id is used twice: {twice}"
    check_labels(page)
    inline = page.xpath(FORBIDDEN)
    assert not inline, f"inline style or script, which our policy forbids: {shown(inline[:2])}"


def check_markup(html: str) -> None:
    """Valid HTML, as html5lib reads it: a slow reader, so only for a page built as none before."""
    built = hash(skeleton(html))
    if built in SEEN:
        return
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    assert not parser.errors, f"invalid HTML: {parser.errors[:3]}"
    SEEN.add(built)


def skeleton(html: str) -> str:
    """A page without what cannot make it invalid: harmless words, and values safely quoted.

    >>> skeleton('<p class="a">One &amp; two</p> <i title="&lt;">x</i>')
    '<p class="">w&amp;w</p> <i title="&lt;">w</i>'
    """
    return TEXT.sub(kind_of_text, VALUE.sub('=""', html))


def kind_of_text(found: re.Match[str]) -> str:
    """A text as its kind: blank, words with its entities, or odd, which is left as it is."""
    text = found.group()
    solid = "".join(text.split())
    if not solid:
        return " "
    if not solid.isprintable():
        return text
    return "".join(one if one[:1] == "&" else "w" * bool(one) for one in ENTITY.split(text))


def check_labels(page) -> None:
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        named = field.get("id") in labelled or field.get("aria-label")
        assert named, f"no label for {shown([field])}"


def words(element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def shown(elements) -> str:
    return ", ".join(quick.tostring(one, encoding="unicode", with_tail=False) for one in elements)
