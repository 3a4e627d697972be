"""Tasks lie on the queue as JSON: whoever can write to it has no code of theirs run."""

import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from huey.api import Huey
from huey.registry import Message

from elearn.gateways.tasks import JsonTasks, queue_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def huey(tmp_path: Path) -> Huey:
    return queue_of(database_url="sqlite://", redis_url="", folder=tmp_path)


def test_a_task_comes_back_as_it_was_put(huey: Huey) -> None:
    done: list[object] = []

    @huey.task()  # type: ignore[untyped-decorator]
    def look(*about: object, **more: object) -> None:
        done.append((about, more))

    look("letters", 3, None, [1.5, True], of={"a": "b"})
    huey.execute(huey.dequeue())
    assert done == [(("letters", 3, None, [1.5, True]), {"of": {"a": "b"}})]
    assert not huey.pending()


def test_what_lies_there_is_json(huey: Huey) -> None:
    @huey.task()  # type: ignore[untyped-decorator]
    def look() -> None:
        """Nothing to do."""

    look()
    (raw,) = huey.storage.enqueued_items()
    assert json.loads(raw)["task"][1].endswith("look")


def test_a_task_with_its_moment_makes_the_round(huey: Huey) -> None:
    sent = Message("1", "elearn.look", NOON, 2, 10, None, (1, "a"), {"b": None}, None, None, None)
    read = JsonTasks()._deserialize(JsonTasks()._serialize(sent))
    assert (read.name, read.eta, read.retries, read.kwargs) == (
        "elearn.look",
        NOON,
        2,
        {"b": None},
    )
    assert list(read.args) == [1, "a"]


class Planted:
    """What somebody who can write to the queue would like to have run."""

    ran = False

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return setattr, (Planted, "ran", True)


def test_pickled_code_on_the_queue_is_not_run(huey: Huey) -> None:
    huey.storage.enqueue(pickle.dumps(Planted()), None)
    with pytest.raises(ValueError, match="decode|Expecting"):
        huey.dequeue()
    assert not Planted.ran
