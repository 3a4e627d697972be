"""What the annual report to the Board says besides the edition: reach, staffing, finance."""
