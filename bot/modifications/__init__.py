"""Changing the plan by form: its strategies, milestones, benchmarks, measures and action items."""
