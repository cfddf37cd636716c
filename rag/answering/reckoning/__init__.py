"""Calculations over facts: extremes, sums, differences, shares, changes over years, counts."""
