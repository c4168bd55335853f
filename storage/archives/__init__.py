"""Archives: a workspace's rows as documented files, a plan's records, and removing a workspace for good."""
