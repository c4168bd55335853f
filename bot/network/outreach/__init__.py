"""What is done about a practice with the schools of a network: support offered, questions asked, schools connected."""
