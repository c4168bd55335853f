"""Messages to send, and the keys and claims that prevent sending one twice."""
