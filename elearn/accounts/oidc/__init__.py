"""Signing in with another service by OpenID Connect: authorization code, PKCE, state and nonce."""
