"""Coaches' comments: writing them, and what leaders answer."""
