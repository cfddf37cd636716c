"""What a question says, apart from any report: its kind, its operation, its limits, its words of asking. Used by `rag.questions`."""
