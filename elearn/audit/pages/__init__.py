"""What the templates of the audit's pages show."""
