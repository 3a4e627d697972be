"""Numbers at the head of a sentence: in words up to nine, in figures above."""

WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def in_words(number: int) -> str:
    """A count as a headline begins with it.

    >>> in_words(0), in_words(5), in_words(14)
    ('No', 'Five', '14')
    """
    return WORDS[number] if number < len(WORDS) else f"{number:,}"
