"""What people read about action items: lines, forms, reminders, support."""
