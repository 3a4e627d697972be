"""The second step at sign-in: codes of an app, passkeys, recovery codes, browsers we know."""
