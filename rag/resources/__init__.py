"""Data that ships with the program: the bundled model, the weights of retrieval and abstention, everyday synonyms."""
