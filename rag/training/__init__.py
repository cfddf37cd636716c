"""How the bundled model and the weights of retrieval are made. Not needed to run the program.

    python -m rag.training PAIRS              pairs.jsonl.gz in, a sentence-transformers folder out
    python -m rag.training.combination PAIRS  pairs.jsonl.gz in, rag/resources/retrieval.json out

The way: Kiwi's similarities -> morpheme vectors (`similarities`) -> a tokenizer of surface pieces (`vocabulary`)
-> first token vectors, English ones included (`initial`) -> learning on pairs (`learning`) -> a folder (`shipping`).
"""
