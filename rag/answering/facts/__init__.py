"""Blocks become facts when the index is built, and the evidence room that keeps them."""
