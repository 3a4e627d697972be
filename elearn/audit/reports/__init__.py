"""The reports of an edition: for the Steering Group, the quarter, the Board and one agency."""
