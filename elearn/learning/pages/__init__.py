"""What the learning templates are given, one frozen dataclass a template."""
