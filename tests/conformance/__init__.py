"""What the tests send to Slack and what the look-alike sends back, held against Slack's published types and limits."""
