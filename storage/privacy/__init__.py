"""What is kept of people and plans: what every column holds, a person's data, how long it is kept, and holds."""
