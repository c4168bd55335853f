"""Benchmarks of the bot, each against a floor measured in the same run: `python -m benchmarks`."""
