"""Health, readiness and figures."""
