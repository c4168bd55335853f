"""What a supervisor and a monitoring system ask: is it alive, is it ready, and how much of what does it do."""
