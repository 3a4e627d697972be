"""What may stand in the header of an e-mail."""

import re

# C0, DEL and C1 (with U+0085), the two Unicode line ends, and halves of characters.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def safe_header(text: str) -> str:
    """A header value that cannot start another header or smuggle in an encoded word.

    Control characters become spaces and ``=?`` becomes ``= ?`` (security.md F1): Python before
    3.11.15 decodes an encoded word in a name and lets a line end through.

    >>> safe_header("Eve =?utf-8?q?=0D=0AReply-To=3A_thief?=\\r\\nBcc: x")
    'Eve = ?utf-8?q?=0D=0AReply-To=3A_thief?= Bcc: x'
    """
    return " ".join(_UNSAFE.sub(" ", text).split()).replace("=?", "= ?")
