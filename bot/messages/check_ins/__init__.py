"""Messages of check-ins and rounds."""
