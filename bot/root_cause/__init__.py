"""Root cause dialogs in Slack: starting one, listening, steering, voting, writing down, the record, the line traced."""
