"""Rounds of check-ins: requests, answers, participation, and the minutes made of them."""
