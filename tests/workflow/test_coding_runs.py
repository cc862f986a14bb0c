"""Coding again: only what is new or changed, with the result of a full run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qualcode.errors import DataError
from qualcode.matching import autocoder
from qualcode.model.query import CodingQuery
from qualcode.store.documents import Documents
from qualcode.store.proposals import Proposals, Replaced
from qualcode.store.store import Store
from qualcode.workflow import coding_batch
from qualcode.workflow.coding import code_project
from qualcode.workflow.coding_batch import Batch
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.model.coding import Coding
    from qualcode.model.document import Document

BOOK = """\
qualcode: 1
id: b
version: "1"
name: n
subjects: [{id: PH, name: p, prefixes: [P]}, {id: TEAM, name: t, aliases: {zh: [干部]}}]
codes:
  - {id: rare, name: n, definition: d, about: [TEAM], patterns: {zh: [不来, 没来过]}}
  - {id: often, name: n, definition: d, about: [TEAM], patterns: {zh: [月月来]}}
  - {id: poor, name: n, definition: d, about: [PH], patterns: {zh: ["没 … 钱"]}}
"""


@pytest.fixture
def transcripts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, answer in {
        "P-01": "干部不来。我没啥钱。",
        "P-02": "工作队月月来，就是没钱。",
        "P-03": "没来过。",
    }.items():
        text = f"问：干部来吗？说说。\n答：{answer}\n问：还有啥？\n答：没有了。\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def project(transcripts: Path, tmp_path: Path) -> Iterator[Project]:
    with Store.in_memory() as store:
        yield fresh(store, transcripts, tmp_path)


def fresh(store: Store, transcripts: Path, folder: Path) -> Project:
    from qualcode.codebook.reader import read_codebook

    path = folder / "book.yaml"
    if not path.exists():
        path.write_text(BOOK, "utf-8")
    scheme = read_codebook(path).subjects
    import_files(store, sorted(transcripts.iterdir()), scheme, ImportOptions())
    return Project(store, None)


def coder_of(folder: Path) -> autocoder.Autocoder:
    from qualcode.codebook.reader import read_codebook

    return autocoder.Autocoder(read_codebook(folder / "book.yaml"))


def codings(project: Project) -> list[Coding]:
    return [each.coding for each in project.store.excerpts.find(CodingQuery())]


def test_after_a_change_of_one_code_the_result_is_that_of_a_full_run(
    project: Project, transcripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book.yaml"
    code_project(project, codebook=book)
    looked_for: list[object] = []
    init = autocoder.Autocoder.__init__

    def watched(self: autocoder.Autocoder, *arguments: object) -> None:
        looked_for.append(arguments[1] if len(arguments) > 1 else None)
        init(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(autocoder.Autocoder, "__init__", watched)
    book.write_text(BOOK.replace("月月来", "月月来, 说说"), "utf-8")
    run = code_project(project, codebook=book)
    assert looked_for == [frozenset({"often"})]
    assert run.documents == 3
    with Store.in_memory() as store:
        whole = fresh(store, transcripts, tmp_path)
        code_project(whole, codebook=book)
        assert codings(project) == codings(whole)
    assert looked_for[1:] == [None]
    assert {each.codebook for each in codings(project)} == {project.digest}


def test_after_a_change_of_one_code_only_documents_with_its_words_are_read(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book.yaml"
    code_project(project, codebook=book)
    read: list[str] = []
    whole = Documents.read

    def watched(self: Documents, name: str) -> Document:
        read.append(name)
        return whole(self, name)

    monkeypatch.setattr(Documents, "read", watched)
    book.write_text(BOOK.replace("不来, 没来过", "没来过"), "utf-8")
    run = code_project(project, codebook=book)
    assert read == ["P-03"]
    assert (run.documents, run.added, run.removed) == (3, 0, 1)  # 不来 of P-01
    assert [each.document for each in codings(project) if each.code == "rare"] == ["P-03"]
    assert {each.codebook for each in codings(project)} == {project.digest}


def test_a_new_document_is_coded_alone(project: Project, transcripts: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    code_project(project, codebook=book)
    (transcripts / "P-04.txt").write_text("问：来吗？\n答：干部不来。\n", "utf-8")
    fresh(project.store, transcripts, tmp_path)
    seen: list[tuple[int, int]] = []
    run = code_project(project, codebook=book, progress=lambda *done: seen.append(done))
    assert (run.documents, run.unchanged, run.added) == (1, 3, 1)
    assert seen == [(0, 1), (1, 1)]


def test_a_run_that_is_stopped_keeps_the_documents_it_has_done(
    project: Project, tmp_path: Path
) -> None:
    book = tmp_path / "book.yaml"

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        code_project(project, codebook=book, progress=stop)
    assert {each.document for each in codings(project)} == {"P-01", "P-02"}
    run = code_project(project, codebook=book)
    assert (run.documents, run.unchanged) == (1, 2)


def test_documents_are_written_together_until_they_are_many_or_old(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(coding_batch, "monotonic", lambda: now[0])
    coder = coder_of(tmp_path)
    batch = Batch(project.store, "engine:digest")
    assert not batch.is_due()
    first, second = (project.store.documents.read(name) for name in ("P-01", "P-02"))
    batch.add("P-01", coder.code(first))
    assert not batch.is_due()
    assert not codings(project)
    now[0] += 1
    assert batch.is_due()
    batch.write()
    assert {each.document for each in codings(project)} == {"P-01"}
    assert (batch.documents, batch.is_due()) == (1, False)
    monkeypatch.setattr(coding_batch, "_MOST", 1)
    batch.add("P-02", coder.code(second))
    assert batch.is_due()
    batch.write()
    batch.write()
    assert batch.documents == 2
    assert batch.total.added == len(codings(project))
    assert project.store.coded.count_uncoded("engine:digest") == 1


def test_a_document_that_cannot_be_written_takes_none_of_its_batch_along(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coder = coder_of(tmp_path)
    batch = Batch(project.store, "engine:digest")
    for name in ("P-01", "P-02"):
        batch.add(name, coder.code(project.store.documents.read(name)))
    replace = Proposals.replace

    def failing(self: Proposals, document: str, *rest: Any, **more: Any) -> Replaced:
        if document == "P-02":
            raise DataError("the disk is full")
        return replace(self, document, *rest, **more)

    monkeypatch.setattr(Proposals, "replace", failing)
    with pytest.raises(DataError):
        batch.write()
    assert not codings(project)
    assert project.store.coded.count_uncoded("engine:digest") == 3
