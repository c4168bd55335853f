"""How the bot talks: pure dialogs, `advance(state, answer) -> (state, effects)`. No Slack, no SQL, no clock, no wording."""
