"""The shell: the only package that knows Slack and the clock."""
