"""What a browser needs to show pages that somebody kept on their phone, without a connection."""
