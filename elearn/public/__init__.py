"""What everybody may read without signing in: help, signs, and how this site is run."""
