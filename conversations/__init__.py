"""How the bot talks: pure dialogs, `advance(state, answer) -> (state, effects)`. No Slack, SQL or clock."""
