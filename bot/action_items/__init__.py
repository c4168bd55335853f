"""Action items: assigned to a person, told once, moved through their life, reminded of, supported."""
