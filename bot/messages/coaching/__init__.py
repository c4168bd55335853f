"""Messages of coaching conversations."""
