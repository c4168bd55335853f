"""Signing a document, and what follows from it: amendments, the quarterly review, the archive for a monitor."""
