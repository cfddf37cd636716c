"""Words as they are typed: morphemes and jamo, slips, loans, compounds, English stems. Used by `rag.korean` and `rag.spelling`."""
