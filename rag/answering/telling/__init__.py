"""Facts are told: the shortest true sentence, with the right particles and a polite end."""
