"""Questions of an edition, how sure people were, and what they gained: counted and shown."""
