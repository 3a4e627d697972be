"""The words of the evidence ladder, which rules keep in English, marked for translators."""

from elearn.web.languages import N_

WORDS = (
    N_("Done here"),
    N_("Imported from the agency’s system"),
    N_("Outside certificate, approved"),
    N_("Signed attendance"),
    N_("Declared as a total, without names"),
)
