"""What the administrator looks at, a file a subject."""
