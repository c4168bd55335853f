"""People: who is in the workspace, who is assigned to a lead, and personal schedules."""
