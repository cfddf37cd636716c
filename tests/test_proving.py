"""A draft becomes an answer: lines that cannot be proved go, citations are numbered and cut from the document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.proof.proving import Proved, cite, prove, stands
from rag.engine import Engine
from rag.errors import DamagedIndexError
from rag.types import Fact, Span
from tests.reports import Reports


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


def _fact(engine: Engine, label: str, year: int | None = None) -> Fact:
    return next(f for f in engine.snapshot.evidence.facts if (f.label, f.year, f.kind) == (label, year, "value"))


def _proved(engine: Engine, draft: Draft, question: str = "점수는 몇 점이야?") -> Proved:
    return prove(draft, engine.reader.understood(question), engine.snapshot)


def _draft(*lines: tuple[str, Fact | None], computed: tuple[str, ...] = ()) -> Draft:
    return Draft("answered", tuple(Line(t, (Proof.of(f),) if f else ()) for t, f in lines), computed, confidence=0.9)


def test_a_proved_line_gets_its_mark_and_its_citation(garden: Engine) -> None:
    fact = _fact(garden, "온실")
    proved = _proved(garden, _draft(("온실 점수는 71점입니다.", fact)))
    assert (proved.status, proved.text) == ("answered", "온실 점수는 71점입니다. [1]")
    (citation,) = proved.citations
    assert garden.document(citation.document).text[citation.start : citation.end] == citation.quote
    assert "71점" in citation.quote and citation.quote in citation.passage


def test_a_line_with_a_number_of_its_own_is_withheld(garden: Engine) -> None:
    fact = _fact(garden, "온실")
    proved = _proved(garden, _draft(("온실 점수는 71점입니다.", fact), ("온실 점수는 99점입니다.", fact)))
    assert (proved.status, proved.withheld) == ("partial", 1)
    assert "99" not in proved.text


def test_nothing_that_can_be_proved_is_not_found(garden: Engine) -> None:
    for draft in (
        NOTHING,
        _draft(("온실 점수는 99점입니다.", _fact(garden, "온실"))),
        _draft(("온실은 좋습니다.", None)),
    ):
        proved = _proved(garden, draft)
        assert proved.status == "not_found" and not proved.citations and not proved.computed


def test_one_span_has_one_number_in_order_of_appearance(garden: Engine) -> None:
    one, other = _fact(garden, "온실"), _fact(garden, "안내")
    proved = _proved(garden, _draft(("안내 91점", other), ("온실 71점", one), ("안내가 높습니다.", other)))
    assert [line.rsplit(" ", 1)[1] for line in proved.text.splitlines()] == ["[1]", "[2]", "[1]"]
    assert [c.n for c in proved.citations] == [1, 2]


def test_a_calculated_number_stands_only_where_it_is_declared(garden: Engine) -> None:
    fact = _fact(garden, "온실")
    line = ("온실과 그 밖을 합하면 162점입니다.", fact)
    assert _proved(garden, _draft(line, computed=("162",))).status == "answered"
    assert _proved(garden, _draft(line)).status == "not_found"


def test_a_number_of_the_neighbour_does_not_prove_a_line(garden: Engine) -> None:
    hired = _fact(garden, "정규직", 2022)
    assert (
        _proved(garden, _draft(("2022년 정규직은 15명입니다.", hired)), "2022년 정규직은 몇 명이야?").status
        == "answered"
    )
    assert (
        _proved(garden, _draft(("2022년 정규직은 71명입니다.", hired)), "2022년 정규직은 몇 명이야?").status
        == "not_found"
    )


def test_a_name_that_the_report_lacks_is_withheld(garden: Engine) -> None:
    fact = _fact(garden, "온실")
    assert _proved(garden, _draft(("‘별빛온실’은 71점입니다.", fact))).status == "not_found"


def test_a_line_without_a_proof_does_not_stand(garden: Engine) -> None:
    draft = _draft(("온실은 좋습니다.", None))
    assert not stands(draft.lines[0], draft, garden.reader.understood("온실은 어때?"), garden.snapshot)


def test_a_proof_outside_the_document_is_a_damaged_index(garden: Engine) -> None:
    proof = replace(Proof.of(_fact(garden, "온실")), span=Span(10**6, 10**6 + 5))
    with pytest.raises(DamagedIndexError, match="rag build"):
        cite(proof, 1, 0.5, garden.snapshot)
