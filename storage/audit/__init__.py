"""Audit: who did what. Records, the chain of hashes over them, its check, and the dropping of old records."""
