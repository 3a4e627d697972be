"""The square picture that an authenticator app reads from the screen."""


def of(address: str) -> str:
    """The QR code of an address as the address of a picture; it is fetched from nowhere."""
    import segno  # noqa: PLC0415 - few processes draw a code

    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(scale=5, border=4, light="#fff")
