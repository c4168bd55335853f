"""The Accelerated Improvement Plan, as the state has it."""
