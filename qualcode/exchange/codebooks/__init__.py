"""Codebooks of other programs and of people: tables in files, Taguette, REFI-QDA."""
