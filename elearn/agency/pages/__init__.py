"""What the agency templates are given: one frozen dataclass a page, and the words in it."""
