"""Setting a plan up in Slack: files that people drop into the bot's messages, and the steps after them."""
