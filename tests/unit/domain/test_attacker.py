from tests.unit.domain.attacker import Attacker, is_pinned


def test_one_hidden_part_of_a_printed_sum_is_solved() -> None:
    reader = Attacker(known={"all": 26, "response": 21}, sums=[("all", ["response", "calls"])])
    assert reader.range_of("calls") == (5, 5)
    assert is_pinned(reader, "calls")


def test_two_hidden_parts_are_not() -> None:
    reader = Attacker(
        known={"all": 26, "response": 21},
        sums=[("all", ["response", "calls", "custody"])],
        bounds={"calls": (1, 4), "custody": (1, 4)},
    )
    assert reader.range_of("calls") == (1, 4)
    assert not is_pinned(reader, "calls")


def test_bounds_can_solve_what_sums_cannot() -> None:
    reader = Attacker(
        known={"all": 2}, sums=[("all", ["a", "b"])], bounds={"a": (1, 4), "b": (1, 4)}
    )
    assert is_pinned(reader, "a")


def test_what_is_free_has_no_upper_end() -> None:
    reader = Attacker(below=[("a", "b")])
    assert reader.range_of("b") == (0, float("inf"))
