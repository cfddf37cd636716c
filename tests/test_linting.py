"""What `rag lint` tells a keeper of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import cli, generations
from rag.errors import CorpusError
from rag.linting import Finding, Kind, lint
from rag.settings import Settings
from tests import papers
from tests.fakes import FakeEncoder


def found(settings: Settings, text: str, kind: Kind) -> list[Finding]:
    """The remarks of a kind on a corpus of one document."""
    for path in settings.corpus_dir.iterdir():
        path.unlink()
    (settings.corpus_dir / "a.md").write_text(text, encoding="utf-8")
    remarks = [f for f in lint(settings) if f.kind == kind]
    assert all(f.document == "a.md" and f.message for f in remarks)
    return remarks


def words(text: str, remarks: list[Finding]) -> list[str]:
    assert all(text[: f.start].count("\n") + 1 == f.line for f in remarks)
    return [text[f.start : f.end] for f in remarks]


def test_sections_without_text_are_empty(settings: Settings) -> None:
    text = "# 보고서\n\n## 채용\n\n### 정규직\n\n## 복지\n\n점심을 준다.\n\n## 부록\n"
    assert words(text, found(settings, text, "empty")) == ["### 정규직", "## 부록"]


def test_fields_without_a_value_are_empty(settings: Settings) -> None:
    text = "# 보고서\n\n**주소**:\n\n**전화**: 02-123\n\n**구성원**:\n\n- 홍길동\n- 김철수\n\n직원 수:\n\n## 끝\n\n끝이다.\n"
    assert words(text, found(settings, text, "empty")) == ["**주소**:", "직원 수:"]


def test_passages_that_stand_twice_are_duplicates(settings: Settings) -> None:
    same = "공사는 2021년 5월 3일 부두에서 자동화 시험을 시작했으며 기술자 40명이 참여했다."
    text = f"# 보고서\n\n## 가\n\n{same}\n\n짧은 말\n\n## 나\n\n{same}\n\n짧은 말\n"
    (remark,) = found(settings, text, "duplicate")
    assert text[remark.start : remark.end] == same
    assert remark.start == text.rindex(same)
    assert "a.md, line 5" in remark.message


def test_a_duplicate_in_another_document_is_found(settings: Settings) -> None:
    path = settings.corpus_dir / "z.md"
    path.write_text((settings.corpus_dir / "library.md").read_text("utf-8"), encoding="utf-8")
    remarks = [f for f in lint(settings) if f.kind == "duplicate"]
    assert {f.document for f in remarks} == {"z.md"}
    assert "library.md" in remarks[0].message


def test_fields_without_a_year_beside_dated_ones_are_undated(settings: Settings) -> None:
    text = "# 보고서\n\n## 채용\n\n**2022년 정규직**: 17명\n\n**2023년 정규직**: 22명\n\n**계약직**: 9명\n\n## 이름\n\n**전화**: 02\n\n**팩스**: 03\n"
    assert words(text, found(settings, text, "undated")) == ["**계약직**: 9명"]


def test_rows_without_a_year_beside_dated_ones_are_undated(settings: Settings) -> None:
    text = "# 보고서\n\n## 표\n\n| 연도 | 인원 |\n| --- | --- |\n| 2022년 | 17 |\n| 2023년 | 22 |\n| 예정 | 30 |\n"
    assert words(text, found(settings, text, "undated")) == ["| 예정 | 30 |"]


def test_a_clean_corpus_that_is_indexed_has_no_remarks(settings: Settings, encoder: FakeEncoder) -> None:
    assert [f.kind for f in lint(settings)] == ["stale"], "there is no index yet"
    generations.build(settings, encoder)
    assert lint(settings) == []


def test_documents_newer_than_the_index_are_stale(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    (settings.corpus_dir / "new.md").write_text("# 새 글\n\n새 문서이다.\n", encoding="utf-8")
    (settings.corpus_dir / "library.md").write_text("# 고친 글\n\n고친 문서이다.\n", encoding="utf-8")
    (settings.corpus_dir / "harbour.md").unlink()
    said = {f.document: f.message for f in lint(settings) if f.kind == "stale"}
    assert list(said) == ["harbour.md", "library.md", "new.md"]
    assert "no longer in the corpus" in said["harbour.md"]
    assert "newer than the index" in said["library.md"]
    assert "not in the index yet" in said["new.md"]


def test_files_that_cannot_be_read_or_were_guessed_at_are_told(settings: Settings) -> None:
    (settings.corpus_dir / "scan.pdf").write_bytes(papers.scanned_pdf())
    (settings.corpus_dir / "old.txt").write_bytes("도서관은 월요일에 쉰다.".encode("cp949"))
    (settings.corpus_dir / "report.hwp").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    said = {(f.document, f.kind): f.message for f in lint(settings)}
    assert "OCR" in said["scan.pdf", "refused"]
    assert "CP949" in said["old.txt", "encoding"]
    assert "older Office format" in said["report.hwp", "refused"]


def test_remarks_on_a_pdf_name_the_page(settings: Settings) -> None:
    for path in settings.corpus_dir.iterdir():
        path.unlink()
    (settings.corpus_dir / "a.pdf").write_bytes(papers.harbour_pdf())
    (settings.corpus_dir / "b.pdf").write_bytes(papers.harbour_pdf())
    remarks = [f for f in lint(settings) if f.kind == "duplicate"]
    assert {(f.document, f.page) for f in remarks} == {("b.pdf", 1)}
    assert {f.place for f in remarks} == {"b.pdf, page 1"}
    assert all("a.pdf, page 1" in f.message for f in remarks)


def test_no_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        lint(Settings(corpus_dir=tmp_path / "none"))


def test_rag_lint_tells_by_its_exit_code(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", str(settings.corpus_dir))
    monkeypatch.setenv("RAG_INDEX_DIR", str(settings.index_dir))
    generations.build(settings, encoder)
    assert cli.main(["lint"]) == 0
    assert "Nothing to remark" in capsys.readouterr().out
    (settings.corpus_dir / "library.md").write_text("# 안내\n\n## 빈 곳\n\n## 이용\n\n책을 빌린다.\n", encoding="utf-8")
    assert cli.main(["lint"]) == 1
    out = capsys.readouterr().out
    assert "library.md, line 3: empty: the section '빈 곳'" in out
    assert "library.md: stale:" in out
