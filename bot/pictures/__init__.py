"""Pictures, each with alternative text that says the same."""
