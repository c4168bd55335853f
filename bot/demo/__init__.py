"""The demo's example district."""
