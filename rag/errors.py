"""Everything that can go wrong by name.

    RagError
    ├── SettingsError          a setting or flag cannot be used
    ├── CorpusError            the corpus folder or a document in it
    │   └── DocumentError      one document: names the file (and the byte, where known)
    ├── ModelError             an embedding model or reranker does not load or does not fit
    ├── IndexingError            the index folder or a generation in it
    │   ├── NoIndexError       no generation has been built yet
    │   ├── DamagedIndexError  a file is missing, cut or altered
    │   ├── MismatchError      built by another model, format or analyser
    │   └── BuildBusyError     another process is building
    ├── LanguageModelError     the language model's endpoint; its place is taken by the report's own words
    └── QuestionError          a question that cannot be asked (empty, too long, unreadable)

Each message says what failed, where, what was expected and found, and the remedy. The command line
prints it in one line; the server sends it with `code` in the one error shape.
"""


class RagError(Exception):
    """Root of the tree. `code` is the stable machine-readable name that the API sends."""

    code = "error"


class SettingsError(RagError):
    """A setting or flag cannot be used; names the key, the value and what was expected."""

    code = "bad_setting"


class CorpusError(RagError):
    """The corpus folder is missing, empty or unreadable."""

    code = "bad_corpus"


class DocumentError(CorpusError):
    """One document cannot be read; names the file."""

    code = "bad_document"


class ModelError(RagError):
    """An embedding model or reranker does not load, or does not fit the index."""

    code = "bad_model"


class IndexingError(RagError):
    """The index folder, or a generation in it, cannot be used."""

    code = "bad_index"


class NoIndexError(IndexingError):
    """No generation has been built yet."""

    code = "no_index"


class DamagedIndexError(IndexingError):
    """A file of a generation is missing, cut or altered; names it."""

    code = "damaged_index"


class MismatchError(IndexingError):
    """A generation was built by another model, format or analyser than the one in use."""

    code = "index_mismatch"


class BuildBusyError(IndexingError):
    """Another process is building; names it."""

    code = "build_busy"


class QuestionError(RagError):
    """A question that cannot be asked: empty, too long or not readable text."""

    code = "bad_question"


class LanguageModelError(RagError):
    """A language model did not write an answer. `cause` is one word: unreachable, slow, refused, busy, failing,
    garbled, empty. Nothing that the endpoint said is repeated: it may hold a key."""

    code = "language_model"

    def __init__(self, cause: str, status: int = 0) -> None:
        self.cause, self.status = cause, status
        super().__init__(f"the language model did not answer: {cause}{f' (HTTP {status})' if status else ''}")
