"""Putting documents into the corpus: by upload and by command."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import cli, corpus, generations
from rag.answering.drafts import Proof
from rag.answering.proof.proving import cite
from rag.errors import DocumentError
from rag.formats import SUFFIXES
from rag.settings import Settings
from rag.types import Span
from tests import papers
from tests.fakes import FakeEncoder

TEXT = "# 안내\n\n도서관은 월요일에 쉰다.\n".encode()


def names(settings: Settings) -> set[str]:
    return {path.name for path in settings.corpus_dir.iterdir()}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("보고서 2024.md", "보고서 2024.md"),
        ("../../etc/보고서.md", "보고서.md"),
        ("C:\\temp\\보고서.md", "보고서.md"),
        ("/abs/보고서.PDF", "보고서.PDF"),
        ("a\x00b\u202ec\n.md", "abc.md"),
        (unicodedata.normalize("NFD", "한글.md"), "한글.md"),
        ("..hidden.md", "hidden.md"),
        ("가" * 300 + ".md", "가" * 65 + ".md"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert corpus.safe_name(given) == kept


@pytest.mark.parametrize(
    "name", ["", ".md", "..", "a", "con.md", "NUL.txt", "a.exe", "../.md", "synonyms.txt", "~$a.docx", "a.md/"]
)
def test_names_that_nothing_can_be_made_of_are_refused(name: str) -> None:
    if name == "a.md/":
        assert corpus.safe_name(name) == "a.md"
    else:
        with pytest.raises(DocumentError):
            corpus.safe_name(name)


@given(st.text(max_size=300), st.sampled_from(sorted(SUFFIXES)))
def test_a_safe_name_is_one_visible_file_of_the_folder(stem: str, suffix: str) -> None:
    try:
        name = corpus.safe_name(stem + suffix)
    except DocumentError:
        return
    assert Path(name).name == name
    assert not name.startswith(".")
    assert len(name.encode()) <= 255
    assert corpus.safe_name(name) == name


def test_an_upload_is_put_into_the_corpus_whole(settings: Settings) -> None:
    place = corpus.add_upload(settings, "../더하기.md", TEXT)
    assert place == settings.corpus_dir / "더하기.md"
    assert place.read_bytes() == TEXT
    assert names(settings) == {"harbour.md", "library.md", "더하기.md"}


def test_an_upload_makes_the_folder(tmp_path: Path) -> None:
    assert corpus.add_upload(Settings(corpus_dir=tmp_path / "new" / "corpus"), "a.md", TEXT).read_bytes() == TEXT


def test_another_file_of_the_same_name_is_replaced_only_by_force(settings: Settings) -> None:
    corpus.add_upload(settings, "a.md", TEXT)
    assert corpus.add_upload(settings, "A.md", TEXT) == settings.corpus_dir / "a.md", "the same bytes are fine"
    with pytest.raises(DocumentError, match=r"a\.md: .*another file of this name"):
        corpus.add_upload(settings, "a.md", TEXT + b"more")
    assert (settings.corpus_dir / "a.md").read_bytes() == TEXT
    corpus.add_upload(settings, "a.md", TEXT + b"more", force=True)
    assert (settings.corpus_dir / "a.md").read_bytes() == TEXT + b"more"


def test_a_link_in_the_corpus_is_not_written_through(settings: Settings, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(TEXT)
    (settings.corpus_dir / "a.md").symlink_to(outside)
    with pytest.raises(DocumentError, match="no plain file"):
        corpus.add_upload(settings, "a.md", TEXT + b"more", force=True)
    assert outside.read_bytes() == TEXT


def test_an_upload_that_is_too_large_is_refused(settings: Settings) -> None:
    small = settings.model_copy(update={"max_upload": 10})
    with pytest.raises(DocumentError, match=r"a\.md: .*at most 10 are taken.*RAG_MAX_UPLOAD"):
        corpus.add_upload(small, "a.md", TEXT)
    assert names(settings) == {"harbour.md", "library.md"}


@pytest.mark.parametrize(("name", "data"), [("a.pdf", TEXT), ("a.md", b""), ("a.docx", papers.harbour_hwpx())])
def test_an_upload_that_cannot_be_read_is_refused_and_leaves_nothing(
    settings: Settings, name: str, data: bytes
) -> None:
    with pytest.raises(DocumentError, match=name):
        corpus.add_upload(settings, name, data)
    assert names(settings) == {"harbour.md", "library.md"}


def test_rag_add_copies_files_and_refuses_the_bad_ones_by_name(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", str(settings.corpus_dir))
    good, old, bad = tmp_path / "보고서.pdf", tmp_path / "old.txt", tmp_path / "scan.pdf"
    good.write_bytes(papers.harbour_pdf())
    old.write_bytes("옛 문서이다. 도서관은 월요일에 쉰다.".encode("cp949"))
    bad.write_bytes(papers.scanned_pdf())
    assert cli.main(["add", str(good), str(bad), str(old), str(tmp_path / "gone.md"), "--json"]) == 1
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert [(d["name"], d["format"]) for d in said["added"]] == [("보고서.pdf", "pdf"), ("old.txt", "text")]
    assert "CP949" in said["added"][1]["note"]
    assert "scan.pdf: holds scanned" in err
    assert "gone.md: cannot be read" in err
    assert names(settings) == {"harbour.md", "library.md", "보고서.pdf", "old.txt"}
    assert cli.main(["add", str(good)]) == 0
    assert "rag build" in capsys.readouterr().out


def test_rag_add_build_takes_documents_into_use(
    settings: Settings, encoder: FakeEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", str(settings.corpus_dir))
    monkeypatch.setenv("RAG_INDEX_DIR", str(settings.index_dir))
    monkeypatch.setattr("rag.embedding.load_encoder", lambda _: encoder)
    (tmp_path / "a.hwpx").write_bytes(papers.harbour_hwpx())
    assert cli.main(["add", "--build", str(tmp_path / "a.hwpx")]) == 0
    assert "a.hwpx" in generations.open_snapshot(settings, encoder).documents


def test_a_citation_of_a_pdf_names_its_page(settings: Settings, encoder: FakeEncoder) -> None:
    corpus.add_upload(settings, "a.pdf", papers.harbour_pdf())
    generations.build(settings, encoder)
    opened = generations.open_snapshot(settings, encoder)
    text = opened.documents["a.pdf"].text
    for words, section in (("| 사무", ("인력", "2쪽")), ("평일 오전", ("연락처", "3쪽"))):
        start = text.index(words)
        chunk = next(c for c in opened.chunks if c.document == "a.pdf" and c.start <= start < c.end)
        citation = cite(Proof("a.pdf", Span(start, start + 4), chunk.id), 1, 1.0, opened)
        assert citation.section == section
        assert citation.quote == text[citation.start : citation.end]
