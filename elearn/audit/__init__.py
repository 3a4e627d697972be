"""The training-gap audit: who is trained, what they know, where the gaps are; frozen, provable."""
