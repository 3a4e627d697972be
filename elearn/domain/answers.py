"""What an answer to a question is: the ids that were chosen, or the words that were typed."""

Chosen = frozenset[str]

_TYPED = "="  # no id begins with it


def typed(words: str) -> Chosen:
    """Typed words as an answer."""
    return frozenset({_TYPED + words})


def words_of(answer: Chosen) -> str:
    """The words that were typed; none in an answer that was chosen.

    >>> words_of(typed("nine, nine, nine")), words_of(frozenset("ab"))
    ('nine, nine, nine', '')
    """
    return next((one[1:] for one in answer if one.startswith(_TYPED)), "")


def pack(answer: Chosen) -> str:
    """An answer as it is stored: its ids in order with commas between, or ``=`` and the words.

    >>> pack(frozenset({"c", "a"})), pack(typed("Nine, nine"))
    ('a,c', '=Nine, nine')
    """
    return ",".join(sorted(answer))


def unpack(stored: str) -> Chosen:
    """The answer that was packed.

    >>> unpack("a2,b1") == {"a2", "b1"}, words_of(unpack("=Nine, nine"))
    (True, 'Nine, nine')
    """
    return frozenset({stored}) if stored.startswith(_TYPED) else frozenset(stored.split(","))
