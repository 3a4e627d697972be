"""The words of rules that the pages of accounts show, marked for translators."""

from elearn.web.languages import N_

WORDS = (
    N_("Use another password: this one is among the first that people guess."),
    N_("Use other words: this is made of names that others know."),
    N_("Use at least 12 characters. Three random words are easy to remember."),
    N_("This e-mail address has a letter that is not plain a to z. Type it again."),
    N_("Write an e-mail address like name@example.org."),
    N_("Use letters a to z and digits, with a dot or a hyphen in between."),
    N_("Type the eight letters and digits on your slip."),
    N_("A browser we do not know"),
    N_("Learner"),
    N_("Team lead"),
    N_("Agency lead"),
    N_("Coordinator"),
    N_("Author"),
    N_("Administrator"),
)
