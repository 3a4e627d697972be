"""The forward look of an edition: what runs out in which quarter if nobody trains again."""
