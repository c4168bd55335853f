"""What Slack sends and takes: payloads, blocks, values of buttons, identifiers, limits and scopes."""
