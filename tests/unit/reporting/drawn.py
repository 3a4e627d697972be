"""Reading a drawing: its shapes and its title, whatever the order of attributes."""

from xml.etree import ElementTree as ET

Shape = tuple[str, tuple[tuple[str, str], ...], str]


def shapes(drawing: str) -> list[Shape]:
    """Every element inside the drawings, with its attributes in the order of their names."""
    found = ET.fromstring(f"<all>{drawing}</all>")  # noqa: S314 - our own drawing
    inside = [each for each in found.iter() if each.tag not in {"all", "svg", "title", "desc"}]
    return [(each.tag, tuple(sorted(each.attrib.items())), each.text or "") for each in inside]


def title(drawing: str) -> str:
    found = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    assert found.attrib["role"] == "img"
    said = found.find("title")
    assert said is not None
    assert said.attrib["id"] in found.attrib["aria-labelledby"].split()
    return said.text or ""


def contains(drawing: str, *fragments: str) -> None:
    drawn = shapes(drawing)
    for fragment in fragments:
        for shape in shapes(fragment):
            assert shape in drawn
