"""A small study on disk: two interviews, three codes, the machine's proposals on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.store.store import Store
from qualcode.workflow.coding import code_project
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.model.subject import SubjectScheme

INTERVIEWS = {
    "P-01": """
        访谈者：家里怎么样？
        受访者：我们家没钱。干部一年见不着一回。来了也是走形式。
        访谈者：拍照吗？
        受访者：拍照的。他们就是走形式。
        访谈者：还有呢？
        受访者：就是没钱，干部见不着。
    """,
    "P-02": """
        访谈者：干部来过吗？
        受访者：见不着。没钱的时候也见不着。
        访谈者：现在呢？
        受访者：现在好多了，不走形式了。
        访谈者：还缺什么？
        受访者：以前没钱，现在有了。
    """,
}

CODEBOOK = """\
# 我的编码手册，注释要留着。
qualcode: 1
id: tiny
version: "1"
name: {zh: 小手册, en: Tiny}
groups:
  - {id: household, name: {zh: 农户, en: Households}}
  - {id: government, name: {zh: 政府, en: Government}}
subjects:
  - id: PH
    name: {zh: 贫困户, en: Poor household}
    group: household
    prefixes: [P]
  - id: GOV
    name: {zh: 政府, en: Government}
    group: government
    prefixes: [G]
    aliases: {zh: [干部]}
codes:
  - id: contact
    name: {zh: 联系, en: Contact}
    definition: {zh: 来往。, en: Dealings.}
    codes:
      - id: scarce
        name: {zh: 见不着, en: Scarce}
        kind: problem  # the founding one
        definition: {zh: 来得少。, en: They come rarely.}
        include: {zh: 一年一回。, en: Once a year.}
        exclude: {zh: 走形式。, en: Formality.}
        about: [GOV]
        patterns: {zh: [见不着]}
      - id: formal
        name: {zh: 走形式, en: Formal}
        kind: problem
        definition: {zh: 走过场。, en: For show.}
        about: [GOV]
        patterns: {zh: [走形式, 拍照]}
  - id: income
    name: {zh: 没钱, en: Income}
    kind: problem
    definition: {zh: 收入低。, en: Low income.}
    about: [PH]
    patterns: {zh: [没钱]}
"""


@pytest.fixture(scope="session")
def study_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coded study, to be copied."""
    from textwrap import dedent

    folder = tmp_path_factory.mktemp("tiny")
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    files = []
    for name, text in INTERVIEWS.items():
        files.append(folder / f"{name}.txt")
        files[-1].write_text(dedent(text).strip() + "\n", encoding="utf-8")
    with Store.create(folder / "study.qualcode") as store:
        from qualcode.codebook.reader import read_codebook

        scheme: SubjectScheme = read_codebook(folder / "codebook.yaml").subjects
        import_files(store, files, scheme, ImportOptions(by="wang"))
        code_project(Project(store, folder / "study.qualcode"), by="wang")
    return folder


@pytest.fixture
def study_path(study_folder: Path, tmp_path: Path) -> Path:
    """The project file of a copy of the study."""
    import shutil

    folder = tmp_path / "tiny"
    shutil.copytree(study_folder, folder)
    return folder / "study.qualcode"


@pytest.fixture
def study(study_path: Path) -> Iterator[Project]:
    """An open copy of the study."""
    with Store.open(study_path) as store:
        yield Project(store, study_path)
