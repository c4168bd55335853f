"""One bot for several workspaces: the app is installed in each through Slack's OAuth, and removed there."""
