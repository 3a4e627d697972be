"""The risks to people that the impact assessment lists, with what is done about each."""

RISKS = tuple(
    tuple(cell.strip() for cell in " ".join(line.split()).split("|"))
    for line in """
    Names and training gaps of police, NHS and council staff leave in a file | possible | severe |
    files hold one visible sheet and no author; who took which is in the log; whole lists of names
    exist only within an agency | a lead can pass a file on

    Somebody is pointed at by a small count | likely without measures | moderate | counts of 1 to 4
    are hidden, and what would give them away; public figures are rounded | somebody who knows the
    team may guess

    An account of a lead is stolen | possible | severe | a second step for leads; sessions end; a
    new browser is told by letter; the trail lists what the account opened and changed | what was
    read before it was noticed

    A wrong answer is held against somebody at work | possible | moderate | nobody else sees answers
    or scores; leads see in date or not; typed words go after a time | none by the service

    A victim's or a case's details are typed into a box | possible | severe | every box says not to;
    boxes are short; comments go after a time | somebody may do so all the same: tell the
    administrator, who takes it out

    Data is kept when nobody needs it | likely without measures | moderate | the nightly run and its
    times, within bounds; a cap, so that a wrong clock cannot empty everything | an agency may
    choose a long time for leavers

    Somebody erased comes back from a backup | possible | moderate | the list of random tokens
    outside of the database, applied again on restore | a copy of a backup that nobody knows of

    People are judged by counts made of too little | possible | minor | each figure says its base,
    its date and how good it is; no decision is made by machine | readers who skip the base
    """.strip().split("\n\n")
)
