"""People: who is in the workspace, who stands behind a lead, and the hours they keep."""
