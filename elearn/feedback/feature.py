"""The feedback feature, on which every file of its pages registers."""

from elearn.access.policy import Permission
from elearn.web.feature import Feature, Need, anyone, whoever_is_signed_in

feedback = Feature("feedback", "elearn.feedback")
TAKE = Need(Permission.TAKE_TRAINING)
READ = Need(Permission.READ_FEEDBACK)
RUN = Need(Permission.RUN_SURVEYS)
STAFF = whoever_is_signed_in(because="everybody may answer the anonymous staff survey")
BY_CODE = anyone(because="staff without an account answer the survey by a code")
EITHER_FILE = "<any(csv, xlsx):kind>"
