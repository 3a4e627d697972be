"""The tables of returns as they leave in an edition's files."""

from elearn.audit.returned import sheets

TABLES = (
    ("returns", sheets.RETURNS_FILE, sheets.returns_table, sheets.kind("return")),
    (
        "disagreements",
        sheets.DISAGREEMENTS_FILE,
        sheets.disagreements_table,
        sheets.kind("disagreement"),
    ),
    (
        "training_provision",
        sheets.PROVISION_FILE,
        sheets.provision_table,
        sheets.kind("provision"),
    ),
    ("pulse", sheets.PULSE_FILE, sheets.pulse_table, sheets.kind("pulse")),
)
