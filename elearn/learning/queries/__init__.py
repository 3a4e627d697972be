"""What learners read of their own: training asked of them, progress, tries and answers."""
