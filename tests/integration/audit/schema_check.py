"""Holds a value to the part of JSON Schema that docs/audit.schema.json uses."""

import re

KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
KNOWN = {
    "$ref", "type", "enum", "required", "properties", "additionalProperties", "items", "pattern",
    "minimum", "maximum", "format", "description", "title", "$schema", "$defs",
}  # fmt: skip


def faults(value, schema, root, at="edition"):
    """Every fault as a line; a word of JSON Schema that is not known here is a fault too."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    found = [f"{at}: {word} is not checked" for word in set(schema) - KNOWN]
    found += _of_value(value, schema, at)
    if isinstance(value, dict):
        found += _of_object(value, schema, root, at)
    if isinstance(value, list) and "items" in schema:
        for place, one in enumerate(value):
            found += faults(one, schema["items"], root, f"{at}[{place}]")
    return found


def _of_value(value, schema, at):
    kinds = schema.get("type", list(KINDS))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(isinstance(value, KINDS[kind]) for kind in kinds):
        yield f"{at}: {value!r} is none of {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} is not {schema['pattern']}"
    if value is not None and not (
        schema.get("minimum", float("-inf")) <= value <= schema.get("maximum", float("inf"))
        if isinstance(value, int | float)
        else True
    ):
        yield f"{at}: {value!r} is out of range"


def _of_object(value, schema, root, at):
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
    for name, one in value.items():
        if name in known:
            found += faults(one, known[name], root, f"{at}.{name}")
        elif rest is False:
            found.append(f"{at}: {name} is not foreseen")
        elif isinstance(rest, dict):
            found += faults(one, rest, root, f"{at}.{name}")
    return found
