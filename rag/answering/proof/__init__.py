"""Proof before anything is shown: numbers, dates, names and words of a line against its quotes."""
