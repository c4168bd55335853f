"""What is kept of people and plans, for how long, and what holds it."""
