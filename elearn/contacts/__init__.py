"""Each agency's own contacts: entered, rung and confirmed by its lead."""
