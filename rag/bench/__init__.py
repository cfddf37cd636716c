"""Benchmarks: of this machine (`python -m rag.bench`), of finding, of the proof, of a large and of a living corpus."""
