"""The command line: `rag add · build · ask · serve · eval · status · lint · generations · rollback`.

Answers and figures go to stdout, in JSON with `--json`; progress and errors go to stderr, an error in one line.
Exit codes: 0 done, 1 it could not be done (the line says why), 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rag
from rag.errors import DocumentError, RagError

if TYPE_CHECKING:
    from tqdm import tqdm

    from rag.settings import Settings
    from rag.types import Answer, Hit

# Everything else is imported by the command that needs it, so that `rag --help` answers at once.


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    args = _parser().parse_args(argv)
    try:
        code: int = args.run(_settings(args), args)
        sys.stdout.flush()
        return code
    except RagError as e:
        print(f"rag: {' '.join(str(e).split())}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    places = common.add_argument_group("settings (each also as an environment variable RAG_...)")
    places.add_argument("--corpus-dir", type=Path, metavar="FOLDER", help="the documents (RAG_CORPUS_DIR; corpus)")
    places.add_argument("--index-dir", type=Path, metavar="FOLDER", help="the index (RAG_INDEX_DIR; index)")
    places.add_argument("--model", help="sentence-transformers folder or hub name (RAG_MODEL; the bundled one)")

    parser = argparse.ArgumentParser(prog="rag", description=rag.__doc__)
    parser.add_argument("--version", action="version", version=f"rag {rag.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: object, about: str, *, machine: bool = True) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about, parents=[common])
        sub.set_defaults(run=run)
        if machine:
            sub.add_argument("--json", action="store_true", help="print JSON")
        return sub

    add = command("add", _add, "copy documents into the corpus")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Markdown, text, HTML, PDF, DOCX or HWPX")
    add.add_argument("--force", action="store_true", help="replace a document of the same name")
    add.add_argument("--build", action="store_true", help="build the index afterwards")

    build = command("build", _build, "build the index of the corpus and take it into use")
    build.add_argument("--full", action="store_true", help="work everything out anew, also what did not change")
    build.add_argument("--if-needed", action="store_true", help="do nothing when the index is of this corpus already")

    ask = command("ask", _ask, "ask a question")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("--top-k", type=_count, default=8, metavar="N", help="passages to look at, 1 to 50 (8)")
    ask.add_argument("--document", action="append", metavar="NAME", help="only in this document; may be repeated")

    serve = command("serve", _serve, "serve the page and the API", machine=False)
    serve.add_argument("--host", help="address to serve on (RAG_HOST; 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to serve on, 0 for a free one (RAG_PORT; 8000)")
    serve.add_argument("--workers", type=_count, default=1, metavar="N", help="processes that answer (1)")
    serve.add_argument("--watch", action="store_true", help="build anew when the corpus changes")

    evaluate = command("eval", _eval, "measure answers on a file of questions")
    evaluate.add_argument("file", type=Path, metavar="FILE", help="questions, one JSON object a line (may be gzipped)")
    kind = evaluate.add_mutually_exclusive_group()
    kind.add_argument(
        "--retrieval", action="store_true", help="FILE holds passages and queries: how well they are found"
    )
    kind.add_argument("--reader", action="store_true", help="FILE holds passages and answers: how well they are read")
    evaluate.add_argument("--against", type=Path, metavar="OLD", help="an earlier run's JSON; a loss gives exit code 1")

    command("status", _status, "show the index and how it stands to the corpus")
    command("lint", _lint, "report what the corpus lacks or says twice; exit code 1 when there is something")
    command("generations", _generations, "list the generations that are kept, newest first")
    rollback = command("rollback", _rollback, "take an earlier generation into use")
    rollback.add_argument("generation", nargs="?", default="", metavar="ID", help="which (the one before)")
    return parser


def _settings(args: argparse.Namespace) -> Settings:
    from rag.settings import load_settings

    flags = ("corpus_dir", "index_dir", "model", "host", "port")
    return load_settings(**{name: getattr(args, name, None) for name in flags})


def _count(words: str) -> int:
    if not words.isdecimal() or not 1 <= int(words) <= 50:
        raise argparse.ArgumentTypeError(f"{words!r} is not a number from 1 to 50")
    return int(words)


def _add(settings: Settings, args: argparse.Namespace) -> int:
    from rag import corpus

    added, lines, refused = [], [], []
    for path in args.files:
        try:
            place, read = corpus.add_file(settings, path, force=args.force)
        except DocumentError as e:  # the others go on
            refused.append(str(e))
            print(f"rag: {' '.join(str(e).split())}", file=sys.stderr)
            continue
        added.append({"name": place.name, "format": read.format, "note": read.note})
        lines.append(f"added {place}" + (f" ({read.note})" if read.note else ""))
    said: dict[str, Any] = {"added": added, "refused": refused}
    if added and args.build:
        from rag import generations
        from rag.embedding import load_encoder

        with Bar() as bar:
            built = generations.build(settings, load_encoder(settings), progress=bar)
        said["generation"] = built.id
        lines.append(f"in use: generation {built.id}")
    elif added:
        lines.append("Take them into the index with `rag build`.")
    _print(said, args, "\n".join(lines))
    return 1 if refused else 0


def _build(settings: Settings, args: argparse.Namespace) -> int:
    from rag import freshness, generations
    from rag.embedding import load_encoder

    if args.if_needed and not args.full and not (why := freshness.needed(settings)):
        name = generations.current(settings.index_dir)
        _print({"generation": name, "built": False}, args, f"The index is up to date ({name}).")
        return 0
    elif args.if_needed and not args.full:
        print(f"Building the index: {why}.", file=sys.stderr)
    with Bar() as bar:
        built = generations.build(settings, load_encoder(settings), full=args.full, progress=bar)
    counts = built.counts
    refused = [refusal.reason for refusal in built.refused.values()]
    for reason in refused:
        print(f"rag: left out: {reason}", file=sys.stderr)
    said = {"generation": built.id, "built": True, "seconds": built.seconds, **counts, "refused": refused}
    line = (
        f"{counts['documents']} documents, {counts['chunks']} passages in {built.seconds:.2f} s: generation {built.id}"
    )
    _print(said, args, line)
    return 0


def _ask(settings: Settings, args: argparse.Namespace) -> int:
    from rag.engine import Engine

    with Bar() as bar:
        engine = Engine.open(settings, progress=bar)
    answer = engine.ask(args.question, top_k=args.top_k, documents=args.document)
    _print(_answer(answer), args, _told(answer))
    return 0


def _serve(settings: Settings, args: argparse.Namespace) -> int:
    from rag.serving import serve

    with Bar() as bar, suppress(KeyboardInterrupt):  # Ctrl+C is how a server is stopped
        serve(settings, workers=args.workers, watch=args.watch, progress=bar)
    return 0


def _eval(settings: Settings, args: argparse.Namespace) -> int:
    if args.retrieval:
        return _eval_retrieval(settings, args)
    from rag.evaluation import evaluate
    from rag.reader_evaluation import evaluate_reader

    with Bar() as bar:
        report = (evaluate_reader if args.reader else evaluate)(settings, args.file, progress=bar)
    _print(report.as_dict(), args, report.table())
    if args.against and (lost := report.losses(args.against)):
        print("rag: worse than before: " + "; ".join(lost), file=sys.stderr)
        return 1
    return 0


def _eval_retrieval(settings: Settings, args: argparse.Namespace) -> int:
    from rag.bench import retrieval as benchmark
    from rag.embedding import load_encoder
    from rag.reranking import load_reranker

    with Bar() as bar:
        questions = benchmark.read_benchmark(args.file)
        results = benchmark.measure(questions, load_encoder(settings), load_reranker(settings), bar)
    _print({leg: asdict(figures) for leg, figures in results.items()}, args, benchmark.table(results))
    return 0


def _status(settings: Settings, args: argparse.Namespace) -> int:
    from rag import freshness

    said = freshness.status(settings)
    lines = [f"{name.replace('_', ' '):<14}{value}" for name, value in said.items() if not isinstance(value, list)]
    for d in said["documents_of_corpus"]:
        lines.append(f"  {d['state']:<9}{d['modified'] or '-':<27}{_age(d['age']):<24}{d['name']}")
        lines += [f"           {d['reason']}"] if d["reason"] else []
    _print(said, args, "\n".join(lines))
    return 0 if said["generation"] and not said["problem"] else 1


def _age(seconds: int | None) -> str:
    """How long before the index a document was changed, in its largest unit."""
    if seconds is None:
        return "-"
    size, unit = next(
        (size, unit)
        for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
        if abs(seconds) >= size or size == 1
    )
    count = abs(seconds) // size
    return f"{count} {unit}{'s' if count != 1 else ''} {'before' if seconds >= 0 else 'after'} it"


def _lint(settings: Settings, args: argparse.Namespace) -> int:
    from rag.linting import lint

    found = lint(settings)
    lines = [f"{f.place or settings.index_dir}: {f.kind}: {f.message}" for f in found]
    _print([asdict(f) for f in found], args, "\n".join(lines) or "Nothing to remark.")
    return 1 if found else 0


def _generations(settings: Settings, args: argparse.Namespace) -> int:
    from rag.generations import list_generations

    rows, lines = [], []
    for entry in list_generations(settings):
        m = entry.manifest
        about = {"created": m.created, "bytes": m.size, **m.counts} if m else {"problem": entry.problem}
        rows.append({"id": entry.id, "current": entry.current, **about})
        text = f"{m.created}  {m.counts['documents']} documents, {m.counts['chunks']} passages" if m else entry.problem
        lines.append(f"{'*' if entry.current else ' '} {entry.id}  {text}")
    _print(rows, args, "\n".join(lines) or f"{settings.index_dir} holds no index yet; run `rag build`")
    return 0


def _rollback(settings: Settings, args: argparse.Namespace) -> int:
    from rag.generations import rollback

    built = rollback(settings, args.generation)
    _print({"generation": built.id, "created": built.created}, args, f"In use: {built.id}, built {built.created}")
    return 0


def _print(said: Any, args: argparse.Namespace, text: str) -> None:
    print(json.dumps(said, ensure_ascii=False, indent=2) if args.json else text)


def _answer(answer: Answer) -> dict[str, Any]:
    """An answer as `POST /ask` gives it."""
    return asdict(answer) | {"passages": [_passage(hit) for hit in answer.passages]}


def _passage(hit: Hit) -> dict[str, Any]:
    chunk = hit.chunk
    place = {"document": chunk.document, "title": chunk.title, "section": chunk.section, "text": chunk.text}
    return place | {"start": chunk.start, "end": chunk.end, "score": hit.score, "rank": hit.rank}


def _told(answer: Answer) -> str:
    """An answer for a person: its sentences, then each citation with its place."""
    lines = [answer.answer]
    if answer.notice:
        lines.append(answer.notice)
    lines += [f"  = {step}" for step in answer.steps]
    for c in answer.citations:
        place = " > ".join((c.title, *c.section))
        lines.append(f'[{c.n}] {place} ({c.document}, {c.start}-{c.end}): "{" ".join(c.quote.split())}"')
    if answer.suggestions and answer.status == "not_found":
        lines += ["", *(f"- {question}" for question in answer.suggestions)]
    return "\n".join(lines)


class Bar:
    """Progress on stderr, one bar a stage; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._stage = ""
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` of a stage is done."""
        if not self._shown:
            return
        if stage != self._stage:
            from tqdm import tqdm

            self._close()
            self._stage, self._bar = stage, tqdm(total=total, desc=f"{stage:<8}", leave=False, file=sys.stderr)
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar, self._stage = None, ""


if __name__ == "__main__":
    sys.exit(main())
