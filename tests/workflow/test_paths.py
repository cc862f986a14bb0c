"""Where a document lies is kept as it is seen from the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.subject import SubjectScheme
from qualcode.store.store import Store
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.paths import seen_from


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/home/a/study/talks/P.txt", "talks/P.txt"),
        ("/home/a/talks.zip/x/P.txt", "../talks.zip/x/P.txt"),
        ("/media/stick/P.txt", "/media/stick/P.txt"),
        ("-", "-"),
    ],
)
def test_from_the_project(path: str, seen: str) -> None:
    assert seen_from(Path("/home/a/study"), path) == seen
    assert seen_from(None, path) == path


def test_wherever_the_command_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talks = tmp_path / "study" / "talks"
    talks.mkdir(parents=True)
    for number, folder in enumerate((tmp_path, tmp_path / "study", talks)):
        (talks / f"P-{number}.txt").write_text(f"Q: Well?\nA: Fine {number}.\n")
        monkeypatch.chdir(folder)
        given = (talks / f"P-{number}.txt").relative_to(folder)
        with Store.in_memory() as store:
            options = ImportOptions(home=tmp_path / "study")
            report = import_files(store, [given], SubjectScheme(), options)
            (info,) = store.overview.infos()
        assert report.files[0].path == str(given)
        assert info.path == f"talks/P-{number}.txt"
