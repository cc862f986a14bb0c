"""What only reads a project leaves it as it was, also before anything has been coded."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.store.store import Store
from qualcode.workflow.filters import Filters
from qualcode.workflow.project import Project
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report
from qualcode.workflow.search import SearchRequest, search
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from pathlib import Path


def test_a_report_and_a_search_write_nothing_into_a_project_that_nobody_has_coded(
    study_folder: Path, tmp_path: Path
) -> None:
    shutil.copy(study_folder / "codebook.yaml", tmp_path)
    path = tmp_path / "fresh.qualcode"
    with Store.create(path) as store:
        project = Project(store, path)
        assert not report(project, ReportName.PARTICIPANTS).rows
        assert not search(project, SearchRequest("没钱", filters=Filters(subjects=["PH"])))
        assert project.digest == ""
        with pytest.raises(DataError, match="nothing has been coded yet"):
            tabulate(project, TableRequest())
