"""Rules: plain Python that knows no web, no database and no clock."""
