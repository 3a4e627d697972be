"""The words and limits of referral totals."""

KINDS = {"nrm": "NRM", "dtn": "Duty to Notify"}
MOST = 99_999
WHOLE = f"Write a whole number from 0 to {MOST:,}"
NOT_OVER = "This quarter is not over yet. Its number can be entered when it is."
TOTALS_ONLY = (
    "Totals only: never a name, a date of birth, a reference number or anything else of a case."
)
