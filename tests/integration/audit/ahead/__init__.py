"""The forward look of the partnership."""
