"""What the evidence templates are given."""
