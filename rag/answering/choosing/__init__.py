"""Which fact answers a question: matched by words, ranked by weights, and what goes before the first after all."""
