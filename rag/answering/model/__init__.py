"""Answers worded by a language model, shown as far as the report supports them."""
