"""People put on record by hand: joiners, movers, leavers, absences, merging, appointing."""
