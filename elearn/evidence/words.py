"""The words that refuse a certificate, which those who read files keep in English, marked for
translators."""

from elearn.web.languages import N_

WORDS = (
    N_("The file is empty. Choose the certificate itself."),
    N_("The file is damaged or not whole. Save or photograph the certificate once more."),
    N_("The picture is too large to open safely. Take it with a lower resolution."),
    N_("The file is larger than 5 MB. Save it smaller, or take a photo with a lower resolution."),
    N_("This is not a PDF, JPEG or PNG. Save the certificate as one of these, or photograph it."),
    N_("There is something else in this file. Print it to a new PDF and send that."),
    N_(
        "We keep 20 files of each person, and have as many of yours. "
        "Remove one that you no longer need."
    ),
)
