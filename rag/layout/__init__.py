"""The form of a document: its lines become units, units become named, dated, folded blocks. Used by `rag.reading`."""
