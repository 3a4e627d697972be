"""What an agency reports of itself: headcounts, declared totals, the self-assessment."""
