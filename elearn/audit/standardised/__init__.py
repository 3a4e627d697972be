"""Coverage side by side: as it is, and as it would be with the same mix of roles."""
