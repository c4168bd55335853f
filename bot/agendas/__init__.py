"""Agendas of highlight discussions: drafted, edited and posted, and the evidence that people bring."""
