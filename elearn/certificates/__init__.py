"""Certificates: every one a learner ever earned, as a PDF, and the public check of a code."""
