"""An audit as a run: opened, collected for, frozen, published, and restated where it was wrong."""
