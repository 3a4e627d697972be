"""What changed from one edition to another, why, and what both together may not tell."""
