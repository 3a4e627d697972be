"""What an author sees: every module with its dates, its questions with their answers, contacts."""
