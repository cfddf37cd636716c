"""The evidence room: facts with the words by which they are found, written and read back as they were."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rag.answering.facts.evidence import SETS, Evidence, analyse
from rag.answering.facts.subjects import subjects_of
from rag.chunking import split
from rag.embedding import bundled
from rag.korean import Korean
from rag.reading import parse
from tests.reports import GARDEN, Reports

KOREAN = Korean.get()


def test_a_saved_room_is_the_same_when_it_is_read(reports: Reports, tmp_path: Path) -> None:
    built = reports.engine("garden").snapshot.evidence
    built.save(tmp_path / "room")
    read = Evidence.load(tmp_path / "room")
    assert (read.facts, read.words, read.subjects) == (built.facts, built.words, built.subjects)
    assert np.array_equal(read.vectors, built.vectors) and np.array_equal(read.counts, built.counts)
    for name in SETS:
        assert np.array_equal(getattr(read, name).ids, getattr(built, name).ids)
        assert np.array_equal(getattr(read, name).pointers, getattr(built, name).pointers)


def test_building_twice_gives_the_same_room(reports: Reports) -> None:
    snapshot = reports.engine("garden").snapshot
    documents = list(snapshot.documents.values())
    first, second = (Evidence.build(documents, snapshot.chunks, bundled(), KOREAN) for _ in range(2))
    assert first.facts == second.facts and first.words == second.words


def test_a_room_without_facts_can_be_kept(tmp_path: Path) -> None:
    Evidence.build([], [], bundled(), KOREAN).save(tmp_path)
    assert Evidence.load(tmp_path).facts == ()


def test_words_of_a_fact_are_what_it_says_and_where_it_stands(reports: Reports) -> None:
    evidence = reports.engine("garden").snapshot.evidence
    fact = next(f for f in evidence.facts if f.label == "정규직" and f.year == 2022)
    words = {name: {evidence.words[i] for i in getattr(evidence, name).row(fact.id)} for name in SETS}
    assert "정규직" in words["label"] and "15명" in words["own"]
    assert {"2022년", "인원", "채용"} <= words["place"]


def test_rare_words_tell_more_and_unknown_ones_most(reports: Reports) -> None:
    evidence = reports.engine("keis").snapshot.evidence
    often = max(range(1, len(evidence.words)), key=lambda i: int(evidence.counts[i]))
    assert (
        0 < evidence.rarity(evidence.words[often]) < evidence.rarity("무기계약직") <= evidence.rarity("구내식당") == 1
    )


def test_compound_words_are_found_whole_and_by_their_parts() -> None:
    assert {"고용정책", "고용", "정책"} <= analyse("고용정책을 연구한다", KOREAN)


def test_the_subject_is_what_the_title_names_and_the_text_speaks_of() -> None:
    assert subjects_of(parse(GARDEN, "garden.md"), KOREAN) == ("달빛수목원",)
    assert subjects_of(parse("# 기타 안내\n\n오늘은 쉰다.", "a.md"), KOREAN) == ()


def test_a_number_to_call_is_found_by_what_people_call_it() -> None:
    document = parse("# 안내\n\n- 수강 신청: 교육팀 02-0555-1234\n- 수강료: 3만 원\n", "a.md")
    room = Evidence.build([document], split(document, 0), bundled(), KOREAN)
    of = {f.label: {room.words[i] for i in room.place.row(f.id)} for f in room.facts if f.kind == "value"}
    assert "전화번호" in of["수강 신청"] and "전화번호" not in of["수강료"]


def test_a_name_that_the_analyser_divides_is_a_word() -> None:
    assert "이의신청" in analyse("이의신청 방법", KOREAN)
