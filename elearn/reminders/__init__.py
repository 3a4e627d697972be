"""Letters: who is due one, and sending what waits in the outbox."""
