"""Data for others: everything an audit rests on, as CSV with documented columns."""
