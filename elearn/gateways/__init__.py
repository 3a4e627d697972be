"""The world outside behind small protocols: mail and documents, each with a double."""
