"""What the certificate templates are given."""
