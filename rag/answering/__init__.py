"""From hits to an answer: facts, operations over them, words around them, proof, and knowing when not to answer."""
