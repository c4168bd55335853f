"""What schools would tell other schools: asking for it, letting it be found, and finding it."""
