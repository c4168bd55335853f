"""Documents whose texts leaders edit: the annual report, that for families, and the action plan."""
