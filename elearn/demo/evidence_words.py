"""What the invented agencies write as evidence, by question; and what the coordinator writes."""

EVIDENCE = {
    1: "The assistant director for safeguarding, since April {before}; the head of community "
    "safety deputises.",
    2: "Section 7 of the safeguarding policy, reviewed in February {year}, on the intranet.",
    3: "The modern slavery mailbox, Monday to Friday 9am to 5pm; the duty manager out of hours.",
    4: "Risk register entry 14; board paper of 12 June {year}.",
    5: "“Notice it and pass it on” for everybody; a chapter in safeguarding level 2.",
    6: "General; criminal, sexual and labour exploitation; children; NRM and Duty to Notify.",
    7: "The partnership’s module, law as at November {before}; our own slides of March {year}.",
    8: "Level A: e-learning, 25 minutes, assessed. Level B: e-learning and a two-hour workshop.",
    9: "Open to agency and contracted staff by an invitation; volunteers through their manager.",
    10: "A local charity read the slides in May {year}.",
    11: "HR system, end of the quarter, for every role; agency staff from the supplier’s list.",
    12: "The training records of this service, and ESR for what was done before.",
    13: "24 months. The safeguarding lead chases each month; line managers get a list.",
    14: "On the induction checklist; HR reports starters without it each quarter.",
    15: "The card of the partnership, on every team’s noticeboard since May {year}.",
    16: "Six people, trained in the last 12 months; the MASH manager reads each referral.",
    17: "Counted from our own log of referrals.",
    18: "The regional interpreter contract, clause 9; the small meeting room on the first floor.",
    19: "A dip sample of ten cases in June {year}; the briefing on interpreters came from it.",
    20: "Statement of September {before} in the registry; two buyers took the Crown course.",
    21: "Time of front-line staff. Short briefings for shift changes would help.",
}
PLANNED = (
    "It is in this year’s safeguarding plan.",
    "We have begun; the first draft is with the safeguarding lead.",
    "Agreed by the management team, to be ready by the end of the financial year.",
)
NOT_BOUND = "We are neither a First Responder nor bound by section 52."
NOTES = (
    "Read together with the document that is named. Agreed.",
    "The document that is named does not cover this yet. One less, until it does.",
)
