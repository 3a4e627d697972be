"""What a learner does: goes past pages, makes choices, takes quizzes."""
