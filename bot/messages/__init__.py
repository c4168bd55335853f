"""Pure builders of messages, forms and the Home tab. Their words come from prompts/."""
