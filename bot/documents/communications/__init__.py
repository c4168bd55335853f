"""The Communication Organizer, and the list it is made from."""
