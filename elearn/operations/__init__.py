"""What every feature leaves behind or asks for: a line in the trail, a letter in the outbox, a way
in, and who may do what."""
