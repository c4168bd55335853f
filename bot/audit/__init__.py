"""Audit: what requests and commands do is recorded, sealed, and shown to those who may see it."""
