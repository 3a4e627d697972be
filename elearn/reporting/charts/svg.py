"""Elements of SVG as escaped text."""

from markupsafe import Markup, escape

Value = str | float | int | None


def number(value: float) -> str:
    """A figure or coordinate with one decimal at most.

    >>> number(49.04), number(81.46), number(100)
    ('49', '81.5', '100')
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float) -> str:
    """A coordinate in per cent of the drawing.

    >>> percent(66.8)
    '66.8%'
    """
    return f"{number(value)}%"


def element(name: str, *children: str, **attributes: Value) -> Markup:
    """One element. Attributes are escaped, those that are None left out, and ``stroke_width``
    is written ``stroke-width``; children are text, escaped unless they are Markup.

    >>> element("text", "a < b", x=1.25, class_="t-s")
    Markup('<text x="1.2" class="t-s">a &lt; b</text>')
    """
    parts = [escape(name)]
    for key, value in attributes.items():
        if value is not None:
            text = value if isinstance(value, str) else number(value)
            parts.append(Markup('{}="{}"').format(key.rstrip("_").replace("_", "-"), text))
    start = Markup(" ").join(parts)
    if not children:
        return Markup("<{}/>").format(start)
    inside = Markup("").join(escape(child) for child in children)
    return Markup("<{}>{}</{}>").format(start, inside, name)


def line(x1: Value, y1: Value, x2: Value, y2: Value, look: str, **more: Value) -> Markup:
    """A straight line.

    >>> line(0, 1, "100%", 1, "s-ink")
    Markup('<line x1="0" x2="100%" y1="1" y2="1" class="s-ink"/>')
    """
    return element("line", x1=x1, x2=x2, y1=y1, y2=y2, class_=look, **more)


def words(x: Value, y: float, text: str, look: str = "t-s c-ink") -> Markup:
    """A label.

    >>> words(1, 2, "60")
    Markup('<text x="1" y="2" class="t-s c-ink">60</text>')
    """
    return element("text", text, x=x, y=y, class_=look)
