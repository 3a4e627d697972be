"""Setting up, using and taking off second steps, and what waits for one."""
