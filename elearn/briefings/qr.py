"""An address as a QR code that a phone reads from the back of the room."""

from markupsafe import Markup


def qr_code(address: str) -> Markup:
    """The code as an SVG element that takes the width it is given; black on white."""
    import segno  # noqa: PLC0415 - few processes draw a code

    code = segno.make(address, error="m", micro=False)
    # The markup is made of the modules of the code alone: nothing of the address stands in it.
    return Markup(code.svg_inline(omitsize=True, border=4, light="#fff"))  # noqa: S704
