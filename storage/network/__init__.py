"""Counts over the plans of many schools, grouped in the database."""
