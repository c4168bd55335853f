"""Messages about action items: lines, forms, reminders, support."""
