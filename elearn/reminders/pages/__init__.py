"""What the templates of the reminder pages show."""
