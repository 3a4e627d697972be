"""What an agency's leads see of their own people, and the coordinator of the agencies."""
