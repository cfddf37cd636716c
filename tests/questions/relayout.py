"""The same report laid out in another way, and how answers hold when it is.

    python tests/questions/relayout.py REPORT OUT --style pdf                        # writes OUT/REPORT.txt
    python tests/questions/relayout.py --measure [--styles pdf,wiki] [--sets keis-tune,mill] [--show]

A report is taken apart by its form alone - headings, tables, fields, lists, rows of scores, paragraphs - and written
again as Markdown (`tidy`), wiki text (`wiki`), a ministry's paper (`paper`), text taken from a PDF (`pdf`), a page
(`html`) or mostly tables (`tabular`). The words of a fact stay as they are, in their order. What a scraped page says
twice, glued and then cell by cell, is written once, parted as the cells are; a table of ranks gets column titles.

Measuring asks each set that rules may be made on, with the report as it is and in each style: shares of right answers
and of right refusals. A row's `cite_any` loses what no longer stands in the file; a row is left out where gold that
stood in the report no longer does (a line's end or a mark divides it).
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
sys.path.insert(0, str(Path(__file__).parent))  # run by path: the folder is no package

from elements import NUMBER, SENTENCE, Element, parse, runs

from rag.engine import Engine
from rag.evaluation import faults, fold, read_rows
from rag.settings import load_settings
from rag.types import Turn

HERE = Path(__file__).parent
Told = dict[tuple[str, str], tuple[bool, str, str, str]]  # of set and row: answerable, question, answer, faults


def _bold(text: str, left: str = "", right: str = "") -> str:
    return re.sub(r"\*\*(.+?)\*\*", rf"{left}\1{right}", text)


def _piped(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _under(line: str, parts: list[str], mark: str) -> str:
    """A line and its parts below it."""
    return "\n".join([line.rstrip(), *(mark + part for part in parts)])


def _joined(e: Element, between: str = " / ") -> str:
    return between.join([e.text, *e.parts] if e.text else e.parts)


def tidy(found: list[Element]) -> str:
    """Markdown as a program writes it."""
    out = []
    for run in runs(found):
        e = run[0]
        if e.kind == "heading":
            out.append("#" * min(e.depth, 6) + " " + e.text)
        elif e.kind == "table":
            out.append(_piped(e.rows))
        elif e.kind == "field":
            out.append("\n".join(_under(f"- **{f.label}**: {f.text}", f.parts, "  - ") for f in run))
        elif e.kind == "item":
            out.append("\n".join(_under(f"{f.own or '-'} {f.text}", f.parts, "  - ") for f in run))
        else:
            out.append({"lead": f"**{_bold(e.text)}**", "note": f"> {e.text}"}.get(e.kind, e.text))
    return "\n\n".join(out) + "\n"


def wiki(found: list[Element]) -> str:
    """Wiki text."""
    out = []
    for run in runs(found):
        e = run[0]
        words = _bold(e.text, "'''", "'''")
        if e.kind == "heading":
            out.append(f"{'=' * min(e.depth, 6)} {e.text} {'=' * min(e.depth, 6)}")
        elif e.kind == "table" and len(e.rows[0]) == 2:
            out.append("\n".join(" || ".join(row) for row in e.rows))
        elif e.kind == "table":
            rows = ["! " + " !! ".join(e.rows[0]), *("| " + " || ".join(row) for row in e.rows[1:])]
            out.append('{| class="wikitable"\n' + "\n|-\n".join(rows) + "\n|}")
        elif e.kind == "field" and all(f.number == "score" for f in run):
            out.append("\n".join(f"{f.label} || {f.text}" for f in run))
        elif e.kind == "field":
            out.append("\n".join(_under(f"* '''{f.label}''': {_bold(f.text)}", f.parts, "** ") for f in run))
        elif e.kind == "item":
            out += ["\n".join(_under(f"{'#' if f.own else '*'} {_bold(f.text)}", f.parts, "** ") for f in run)]
        else:
            out.append({"lead": f"'''{_bold(e.text)}'''", "note": f":''{_bold(e.text)}''"}.get(e.kind, words))
    return "\n\n".join(out) + "\n"


def paper(found: list[Element]) -> str:
    """A paper of a ministry: Ⅰ. / 1. / 가. / □ / ○ / -."""
    numbered = {e.depth for e in found if e.kind == "heading" and NUMBER.match(e.text)}
    counts, out = [0] * 8, []
    for run in runs(found):
        e = run[0]
        words = _bold(e.text)
        if e.kind == "heading" and e.depth > 1:
            own = NUMBER.match(e.text)
            counts[e.depth] = int(own[1].split(".")[-1]) if own else counts[e.depth] + 1
            counts[e.depth + 1 :] = [0] * (7 - e.depth)
            n, title = counts[e.depth], e.text[own.end() :] if own else e.text
            marks = (chr(0x215F + n) if 0 < n < 13 else str(n), str(n), "가나다라마바사아자차카타파하"[(n - 1) % 14])
            bare = e.depth in numbered and not own
            out.append(f"\n< {title} >" if bare else f"\n{marks[min(e.depth, 4) - 2]}. {title}")
        elif e.kind == "table":
            short = all(len(cell) <= 12 for row in e.rows for cell in row)
            out.append("\n".join("\t".join(row) for row in e.rows) if short else _piped(e.rows))
        elif e.kind == "field":
            out += [_under(f" ○ {f.label} : {_bold(f.text)}", f.parts, "   - ") for f in run]
        elif e.kind == "item":
            out += [_under(f" ○ {f.own + ' ' if f.own else ''}{_bold(f.text)}", f.parts, "   - ") for f in run]
        elif e.kind == "lead" or (e.kind == "para" and SENTENCE.search(words)):
            out.append(f"□ {words}")
        else:
            out.append(f" ※ {words}" if e.kind == "note" else words)
    return "\n".join(out) + "\n"


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _columns(rows: list[list[str]]) -> list[str]:
    """Rows with their cells below each other."""
    count = max(map(len, rows))
    full = [row + [""] * (count - len(row)) for row in rows]
    widths = [max(_wide(row[i]) for row in full) + 3 for i in range(count)]
    return ["".join(c + " " * (w - _wide(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in full]


def _wrapped(text: str, width: int = 40) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def pdf(found: list[Element]) -> str:
    """Text as it is taken from a PDF: no marks, short lines, the numbers of pages in between."""
    lines: list[str] = []
    page, used = 1, 0
    for run in runs(found):
        e = run[0]
        words = _bold(e.text)
        new: list[str] = []
        if e.kind == "heading":
            new = ["", words, ""]
        elif e.kind == "table":
            new = ["", *_columns(e.rows), ""]
        elif (
            e.kind == "field" and len(run) > 1 and all(len(f.label) <= 14 and len(_joined(f, ", ")) <= 30 for f in run)
        ):
            new = _columns([[f.label, _bold(_joined(f, ", "))] for f in run])
        elif e.kind == "field":
            for f in run:
                new += _wrapped(f"{f.label}: {_bold(f.text)}")
                new += [line for part in f.parts for line in _wrapped("· " + part)]
        elif e.kind == "item":
            mark = "" if all(len(f.text) <= 40 for f in run) else "· "
            for f in run:
                own = f.own + " " if f.own else mark * (f.number != "Q")
                new += _wrapped(own + _bold(f.text))
                new += [line for part in f.parts for line in _wrapped("- " + part)]
        else:
            new = ([""] if e.kind == "lead" else []) + _wrapped(("※ " if e.kind == "note" else "") + words)
        for at, line in enumerate(new):
            if used >= 36 and e.kind != "table" and (at or e.kind != "heading") and line:
                lines += ["", f"- {page} -", ""]
                page, used = page + 1, 0
            lines.append(line)
            used += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*lines, "", f"- {page} -"])).strip() + "\n"


def page(found: list[Element]) -> str:
    """A page of HTML."""
    out = []
    for run in runs(found):
        e = run[0]
        inner = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html.escape(e.text, quote=False))
        said = [[html.escape(_bold(s), quote=False) for s in (f.label, f.text, *f.parts)] for f in run]
        if e.kind == "heading":
            out.append(f"<h{min(e.depth, 4)}>{inner}</h{min(e.depth, 4)}>")
        elif e.kind == "table":
            cells = [[html.escape(_bold(cell), quote=False) for cell in row] for row in e.rows]
            lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in cells]
            lines[0] = lines[0].replace("<td>", "<th>").replace("</td>", "</th>")
            out.append("<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>")
        elif e.number == "score":
            lines = [f"<tr><th>{s[0]}</th><td>{s[1]}</td></tr>" for s in said]
            out.append("<table>\n" + "\n".join(lines) + "\n</table>")
        elif e.kind in ("field", "item"):
            lines = []
            for label, value, *parts in said:
                below = "".join(f"<li>{part}</li>" for part in parts)
                value += f"<ul>{below}</ul>" if below else ""
                lines.append(f"<dt>{label}</dt><dd>{value}</dd>" if label else f"<li>{value}</li>")
            tag = "dl" if e.label else "ol" if e.own else "ul"
            out.append(f"<{tag}>\n" + "\n".join(lines) + f"\n</{tag}>")
        else:
            out.append({"lead": f"<p><strong>{said[0][1]}</strong></p>"}.get(e.kind, f"<p>{inner}</p>"))
    title = html.escape(next((e.text for e in found if e.kind == "heading"), ""))
    head = f'<!DOCTYPE html>\n<html lang="ko">\n<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
    return head + "\n".join(out) + "\n</body>\n</html>\n"


def tabular(found: list[Element]) -> str:
    """Fields in tables of two columns, numbered lists, titles in brackets."""
    out = []
    for run in runs(found):
        e = run[0]
        if e.kind == "heading":
            out.append(f"【{e.text}】" if e.depth == 2 else f"**{e.text}**")
        elif e.kind == "table":
            out.append(_piped(e.rows))
        elif e.kind == "field":
            out.append(_piped([["항목", "내용"], *([f.label, _joined(f)] for f in run)]))
        elif e.kind == "item":
            own = ["" if f.number == "Q" else f"{n}) " for n, f in enumerate(run, 1)]
            out.append("\n".join(_under(n + f.text, f.parts, "  - ") for f, n in zip(run, own, strict=True)))
        else:
            out.append({"lead": f"■ {_bold(e.text)}", "note": f"※ {e.text}"}.get(e.kind, e.text))
    return "\n\n".join(out) + "\n"


STYLES: dict[str, tuple[Callable[[list[Element]], str], str]] = {
    "tidy": (tidy, ".md"),
    "wiki": (wiki, ".txt"),
    "paper": (paper, ".txt"),
    "pdf": (pdf, ".txt"),
    "html": (page, ".html"),
    "tabular": (tabular, ".md"),
}


def lay_out(report: Path, out: Path, style: str) -> Path:
    """Write a report in a style into a folder; the file's path."""
    write, suffix = STYLES[style]
    place = out / (report.stem + suffix)
    place.write_text(write(parse(report.read_text(encoding="utf-8"))), encoding="utf-8")
    return place


def _sets() -> dict[str, tuple[Path, Path]]:
    """Sets that rules may be made on: questions and report."""
    reports = {"keis": HERE.parent.parent / "corpus" / "keis-2024.md", "valley": HERE / "reports" / "valley.txt"}
    found = {}
    for path in sorted(HERE.glob("*-tune.jsonl")):
        name = path.stem.removesuffix("-tune")
        found[path.stem] = (path, reports.get(name, HERE / "reports" / f"{name}.md"))
    for place in sorted((HERE / "more").iterdir()):
        own = sorted((place / "corpus").glob("*.*")) or [reports["keis"]]
        found[place.name] = (place / "questions.jsonl", own[0])
    return found


def _fair(row: dict[str, Any], before: str, after: str) -> dict[str, Any] | None:
    """The row with the proofs that stand in the file as laid out; None where its gold no longer does."""
    for forms in row["all_of"]:
        if any(fold(x) in before for x in forms) and not any(fold(x) in after for x in forms):
            return None
    return {**row, "cite_any": [x for x in row["cite_any"] if fold(x) in after]}


def ask(report: Path, sets: dict[str, Path], style: str) -> Told:
    """Ask the sets of one report in one style: answerable or not, question, answer and faults ("-": left out)."""
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        text = laid = report.read_text(encoding="utf-8")
        if style == "as it is":
            (corpus / report.name).write_text(text, encoding="utf-8")
        else:
            laid = lay_out(report, corpus, style).read_text(encoding="utf-8")
            laid = fold(html.unescape(re.sub(r"<[^<>\n]+>", "|", laid)) if style == "html" else laid)
        engine = Engine.open(load_settings(corpus_dir=corpus, index_dir=Path(folder) / "index"))
        for name, questions in sets.items():
            for row in read_rows(questions):
                fair = row if style == "as it is" else _fair(row, fold(text), laid)
                answer = engine.ask(row["question"], [Turn(**said) for said in row["history"]])
                wrong = "; ".join(faults(fair, answer)) if fair else "-"
                told[name, row["id"]] = (row["answerable"], row["question"], answer.answer, wrong)
    return told


def measure(styles: list[str], names: list[str], show: bool) -> None:
    """Ask all and print."""
    sets = {name: place for name, place in _sets().items() if not names or name in names}
    reports = {report: {n: q for n, (q, r) in sets.items() if r == report} for _, report in sets.values()}
    told: dict[str, Told] = {s: {} for s in ("as it is", *styles)}
    with ProcessPoolExecutor(2) as pool:
        jobs = [(s, pool.submit(ask, report, asked, s)) for report, asked in reports.items() for s in told]
        for style, job in jobs:
            told[style] |= job.result()
    print(f"{'':<14}" + "".join(f"{style:<14}" for style in told) + " right answers / right refusals")
    for name in [*sets, "all", "left out"]:
        line = f"{name:<14}"
        for rows in told.values():
            of = [(kind, wrong) for (own, _), (kind, _, _, wrong) in rows.items() if own == name or name not in sets]
            shares = [[not wrong for kind, wrong in of if kind is which and wrong != "-"] for which in (True, False)]
            both = " / ".join(f"{sum(share) / max(len(share), 1):.3f}" for share in shares)
            line += f"{both if name != 'left out' else sum(wrong == '-' for _, wrong in of):<14}"
        print(line)
    for style in styles if show else []:
        for place, (_, question, answer, wrong) in told[style].items():
            first = told["as it is"][place]
            if wrong not in ("", "-") and not first[3]:
                both = " → ".join(" / ".join(x.split("\n"))[:160] for x in (first[2], answer))
                print(f"{style} {' '.join(place)} | {question} | {both} | {wrong}")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("report", type=Path, nargs="?")
    parser.add_argument("out", type=Path, nargs="?", help="folder to write into")
    parser.add_argument("--style", choices=STYLES, default="tidy")
    parser.add_argument("--measure", action="store_true", help="ask the sets in each style")
    parser.add_argument("--styles", default=",".join(STYLES))
    parser.add_argument("--sets", default="")
    parser.add_argument("--show", action="store_true", help="print the rows that a style loses")
    options = parser.parse_args()
    if options.measure:
        measure(options.styles.split(","), list(filter(None, options.sets.split(","))), options.show)
    elif options.report and options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        print(lay_out(options.report, options.out, options.style))
    else:
        parser.error("give a report and a folder, or --measure")
    return 0


if __name__ == "__main__":
    sys.exit(main())
