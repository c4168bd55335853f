"""A network's counts, by practice and by school, for those who look after several schools."""
