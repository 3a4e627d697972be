"""What the pages of the plan say: the list, one action, an edition and its actions, seats."""
