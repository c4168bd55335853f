"""Messages to send, and what keeps each of them from being sent twice."""
