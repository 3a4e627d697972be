"""What the audit reads: the record as it was on a day, and editions as they were frozen."""
