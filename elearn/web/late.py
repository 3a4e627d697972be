"""Addresses whose builders are made when the first link to them is drawn."""

from typing import Any

from werkzeug.routing import Rule


class LateRule(Rule):
    """werkzeug compiles two functions for each of some 400 addresses, a tenth of a start, which
    put an address together for ``url_for``; most processes never use most of them."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        compiled = super()._compile_builder
        name = "_build_unknown" if append_unknown else "_build"

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            made = compiled(append_unknown).__get__(rule, None)
            setattr(rule, name, made)
            return made(**values)  # type: ignore[no-any-return]

        return build
