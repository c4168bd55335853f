"""Names of students in what people write: the list of names that are no student's, and what is done about others."""
