"""Ask a report: short answers in Korean or English, each sentence proved by the characters that say so."""

__version__ = "0.1.0"
