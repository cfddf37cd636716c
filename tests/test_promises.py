"""What every answer owes its reader, on every question of every set; and that none of it is learnt by heart.

The floors stand a few points under what is reached: they do not measure, they catch a fall.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from rag.answering.proof.verify import numbers_stand
from rag.engine import Engine
from rag.evaluation import faults
from rag.types import Answer, Citation
from tests.reports import SOURCES, Reports

Asked = list[tuple[dict[str, Any], Answer]]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# (correct, abstained) at least, on the halves that are tuned on and on those that are not.
FLOORS = {
    ("keis", "tune"): (0.80, 0.92),
    ("harbor", "tune"): (0.75, 0.90),
    ("fund", "tune"): (0.70, 0.85),
    ("valley", "tune"): (0.65, 0.85),
    ("keis", "test"): (0.73, 0.83),
    ("harbor", "test"): (0.75, 0.80),
    ("fund", "test"): (0.55, 0.80),
    ("valley", "test"): (0.48, 0.80),
}


def _lines(answer: Answer) -> list[tuple[str, list[int]]]:
    """Each line of an answer without its marks, and the marks."""
    lines = [line for line in answer.answer.splitlines() if line.strip()]
    return [(re.sub(r"\s*\[\d+\]", "", line), [int(n) for n in re.findall(r"\[(\d+)\]", line)]) for line in lines]


def _around(engine: Engine, citation: Citation) -> str:
    """A quote with what it stands under: title, section, passage, and the columns of a table's row."""
    blocks = engine.document(citation.document).blocks
    columns = next((b.header for b in blocks if b.start <= citation.start < b.end), ())
    return " ".join((citation.quote, citation.title, *citation.section, citation.passage, *columns))


def _unkept(engine: Engine, answer: Answer) -> list[str]:
    """Promises that an answer breaks."""
    broken = []
    cited = {c.n: c for c in answer.citations}
    if answer.status == "not_found":
        return ["a refusal cites or calculates"] if cited or answer.computed else []
    if list(cited) != list(range(1, len(cited) + 1)):
        broken.append(f"citations are numbered {list(cited)}")
    for c in cited.values():
        document = engine.document(c.document)
        if not c.quote or document.text[c.start : c.end] != c.quote or c.quote not in c.passage:
            broken.append(f"citation {c.n} does not resolve")
        if c.title != document.title:
            broken.append(f"citation {c.n} has another title")
    used: set[int] = set()
    for words, marks in _lines(answer):
        used |= set(marks)
        if not marks or not set(marks) <= set(cited):
            broken.append(f"uncited: {words}")
            continue
        around = [_around(engine, cited[n]) for n in marks]
        if not numbers_stand(words, around, answer.computed, answer.standalone_question):
            broken.append(f"a number of its own: {words}")
    if used != set(cited):
        broken.append(f"citations {sorted(set(cited) - used)} are not used")
    said = {n for words, _ in _lines(answer) for n in NUMBER.findall(words)}
    if not set(answer.computed) <= said:
        broken.append(f"computed {answer.computed} is not said")
    if bool(answer.computed) and not answer.steps:
        broken.append("computed without steps")
    return broken


def _shares(asked: Asked) -> tuple[float, float]:
    """Shares of right answers and of right refusals."""
    told = [not faults(row, a) for row, a in asked if row["answerable"]]
    untold = [not faults(row, a) for row, a in asked if not row["answerable"]]
    return sum(told) / len(told), sum(untold) / len(untold)


@pytest.mark.parametrize("half", ["tune", "test"])
@pytest.mark.parametrize("name", SOURCES)
def test_every_line_is_cited_every_citation_resolves_and_every_number_is_proved(
    reports: Reports, name: str, half: str
) -> None:
    engine = reports.engine(name)
    broken = [f"{row['id']} {row['question']}: {b}" for row, a in reports.asked(name, half) for b in _unkept(engine, a)]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("name", SOURCES)
def test_amounts_that_are_not_computed_stand_in_the_very_quotes(reports: Reports, name: str) -> None:
    loose = []
    for row, answer in reports.asked(name, "tune"):
        for words, marks in _lines(answer):
            cited = [c for c in answer.citations if c.n in marks]
            quotes = [" ".join((c.quote, c.title, *c.section)) for c in cited]
            years = [str(y) for y in range(1990, 2040)]  # of a passage, which its first lines may tell
            if answer.status != "not_found" and not numbers_stand(words, [*quotes, *years], answer.computed):
                loose.append(f"{row['id']} {row['question']}: {words}")
    assert not loose, "\n".join(loose)


@pytest.mark.parametrize(("name", "half"), FLOORS, ids="-".join)
def test_figures_do_not_fall(reports: Reports, name: str, half: str) -> None:
    correct, abstained = _shares(reports.asked(name, half))
    assert correct >= FLOORS[name, half][0]
    assert abstained >= FLOORS[name, half][1]


def test_an_exchanged_report_is_answered_with_its_own_values(reports: Reports) -> None:
    engine, asked = reports.exchanged("keis", 7)
    original = reports.engine("keis").documents()[0].text
    text = engine.documents()[0].text
    assert text != original
    correct, abstained = _shares(asked)
    assert correct >= FLOORS["keis", "tune"][0] - 0.05
    assert abstained >= FLOORS["keis", "tune"][1] - 0.05
    broken = [f"{row['id']} {row['question']}: {b}" for row, a in asked for b in _unkept(engine, a)]
    assert not broken, "\n".join(broken)
    gone = {n for n in NUMBER.findall(original) if len(n) > 2} - set(NUMBER.findall(text))
    leaked = [
        f"{row['id']} {row['question']}: {n}"
        for row, a in asked
        for words, _ in _lines(a)
        for n in NUMBER.findall(words)
        if n in gone - set(a.computed) - set(NUMBER.findall(row["question"]))
    ]
    assert not leaked, "\n".join(leaked)


def test_the_exchanged_report_changes_the_answer_to_the_same_question(reports: Reports) -> None:
    engine, _ = reports.exchanged("keis", 7)
    question = "연봉/복지 점수는 몇 점이야?"
    before, after = reports.engine("keis").ask(question), engine.ask(question)
    assert before.status == after.status == "answered"
    assert before.answer != after.answer
    score = re.search(r"연봉/복지 (\d+)점", engine.documents()[0].text)
    assert score and f"{score[1]}점" in after.answer


def test_one_reports_questions_are_not_answered_from_another(reports: Reports) -> None:
    """Near questions about another organisation's own things are refused."""
    engine = reports.engine("valley")
    wrong = []
    for row, answer in reports.asked("keis", "tune"):
        if row["category"] in ("number", "fact") and answer.status == "answered" and not row["history"]:
            other = engine.ask(row["question"])
            if other.status != "not_found":
                wrong.append(f"{row['question']} → {other.answer}")
    asked = sum(
        row["category"] in ("number", "fact") and not row["history"] for row, _ in reports.asked("keis", "tune")
    )
    assert len(wrong) <= asked // 10, "\n".join(wrong)
