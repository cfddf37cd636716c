"""The web face of the engine: the API (FastAPI), the pages (Jinja2) and the page's own scripts.

It holds an `rag.engine.Engine` and nothing else of `rag` but the nouns, the errors and the settings.
"""
