"""Answers as a person gives them who reads the page: by the words that stand on it."""

from elearn.content.items import Item
from elearn.content.markdown import plain


def words(element) -> str:
    return " ".join(element.get_text().split())


def label_of(page, field) -> str:
    return words(page.find("label", attrs={"for": field["id"]}))


def right_fields(page, place: int, item: Item) -> dict:
    """The fields of the question at that place, filled in rightly."""
    name = f"answer-{place}"
    if item.typed:
        return {name: item.typed.accepted[0]}
    if item.pairs:
        wanted = {plain(pair.left): plain(pair.right) for pair in item.pairs}
        return given(page, name, wanted)
    if item.steps:
        wanted = {plain(step.text): str(n) for n, step in enumerate(item.steps, start=1)}
        return given(page, name, wanted)
    return {name: ticked(page, name, [plain(one.text) for one in item.options if one.correct])}


def given(page, name: str, wanted: dict[str, str]) -> dict:
    """What each list of the question is set to, by its label and the words chosen in it."""
    return {
        field["name"]: next(
            option["value"]
            for option in field.find_all("option")
            if words(option).removeprefix(f"{option['value']}. ") == wanted[label_of(page, field)]
        )
        for field in page.select(f'select[name^="{name}-"]')
    }


def ticked(page, name: str, wanted: list[str]) -> list[str]:
    """The values of the options with these words."""
    return [
        field["value"]
        for field in page.select(f'input[name="{name}"]')
        if label_of(page, field) in wanted
    ]
