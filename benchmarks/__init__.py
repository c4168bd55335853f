"""How fast the bot is, always beside a floor that is measured in the same run: `python -m benchmarks`."""
