"""Brings what cyclonedx-py writes into a form that depends on requirements.txt and nothing else."""

import json
import sys
from typing import Any

PRODUCT = {"bom-ref": "elearn", "name": "elearn", "type": "application"}


def package(one: dict[str, Any]) -> dict[str, Any]:
    """A package with its hashes; neither the line it stands on nor where it was fetched from."""
    hashes = [each for ref in one["externalReferences"] for each in ref["hashes"]]
    return {
        "bom-ref": one["purl"],
        "hashes": sorted(hashes, key=lambda each: str(each["content"])),
        "name": one["name"],
        "purl": one["purl"],
        "type": one["type"],
        "version": one["version"],
    }


def main() -> None:
    read = json.load(sys.stdin)
    packages = sorted(map(package, read["components"]), key=lambda one: str(one["name"]))
    written = {
        "$schema": read["$schema"],
        "bomFormat": read["bomFormat"],
        "specVersion": read["specVersion"],
        "version": 1,
        "metadata": {"component": PRODUCT},
        "components": packages,
    }
    json.dump(written, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
