"""What organizations have under way beside the parts of their plans."""
