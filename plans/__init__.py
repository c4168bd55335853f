"""What is being improved: the plan, its progress as of a date, the school calendar, plan files. No Slack, no SQL, no clock."""
