"""What every feature leaves behind: a line in the trail, a letter in the outbox."""
