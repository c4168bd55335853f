"""What people see: pure builders of messages, forms and the Home tab, with the words from prompts/."""
