"""What a row of the routes is: its payload read, its rule applied, and then its handler."""
