"""Backups: where they go, how long they are kept, and how they are encrypted."""
