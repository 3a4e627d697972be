"""Making a drawing stand alone, for documents that have no style sheet and no page around it."""

import re

PRINT_FONT = "Atkinson Hyperlegible Next, Noto Sans"

# The colours and text sizes of the page's style sheet, and the two patterns of its definitions.
_LOOKS = """
.c-solid{fill:#6b1d4e}.c-mid{fill:#a5527f}.c-soft{fill:#dcb9cc}.c-track{fill:#efe9e0}
.c-ink{fill:#0b0c0c}.c-quiet{fill:#504a46}.c-white{fill:#fff}.c-grey{fill:#8b847b}
.c-good{fill:#1d6345}.c-watch{fill:#8a5200}.c-act{fill:#a3221c}
.c-band{fill:#f3eee6}.c-band2{fill:#e6ddd0}
.s-solid{stroke:#6b1d4e;fill:none}.s-white{stroke:#fff;fill:none}.s-ink{stroke:#0b0c0c;fill:none}
.s-quiet{stroke:#6e675f;fill:none}.s-line{stroke:#cfc5b6;fill:none}.s-grey{stroke:#5c5752;fill:none}
.t-s{font-size:15px}.t-m{font-size:16px}.t-b{font-weight:700}
.t-end{text-anchor:end}.t-mid{text-anchor:middle}
"""
_PATTERNS = (
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="8" height="8" class="c-white"/>'
    '<rect width="3.5" height="8" class="c-mid"/></pattern>'
    '<pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<rect width="7" height="7" class="c-white"/><circle cx="3.5" cy="3.5" r="1.4" class="c-grey"/>'
    "</pattern></defs>"
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # a document cannot hold them
_START = re.compile(r"<svg\b([^>]*)>")


def for_print(drawing: str, *, width: int = 480) -> str:
    """The drawing as a file of its own: named space, colours, patterns, font and a real width.

    Percentages need a width to be taken of: a drawing that fits its page is made ``width`` wide.

    >>> for_print('<svg width="100%" height="26"></svg>', width=300)[:75]
    '<svg xmlns="http://www.w3.org/2000/svg" font-family="Atkinson Hyperlegible '
    """
    found = _START.match(drawing)
    if not found:
        raise ValueError("a drawing starts with its svg element")
    attributes = found[1].replace('width="100%"', f'width="{width}"')
    start = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{PRINT_FONT}"{attributes}>'
    inside = _NOT_XML.sub("", drawing[found.end() :])
    return f"{start}<style>{_LOOKS}</style>{_PATTERNS}{inside}"
