"""Holds docs/glossary.md against the code: `python -m tests.language`, a part of `make lint`."""
