"""Who should act first: what it rests on, who may see it, its page and its files."""
