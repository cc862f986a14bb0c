"""The table of participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from qualcode.errors import DataError, ProblemsError
from qualcode.transcripts.people import ParticipantRow, read_participants

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "participants.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_english_columns(tmp_path: Path) -> None:
    rows = read_participants(
        write(tmp_path, "id,document,speaker,subject,age\n001,P-04,丈夫,PH,54\n002,P-04,妻子,PH,\n")
    )

    assert rows == (
        ParticipantRow("001", "P-04", "丈夫", "PH", {"age": "54"}, 2),
        ParticipantRow("002", "P-04", "妻子", "PH", {}, 3),
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";", "，"])
def test_chinese_columns(tmp_path: Path, encoding: str, sign: str) -> None:
    lines = [["编号", "文件", "说话人", "身份", "村"], ["P-01", "访谈一", "", "贫困户", "A村"]]
    text = "\r\n".join(sign.join(cells) for cells in lines)

    assert read_participants(write(tmp_path, text, encoding)) == (
        ParticipantRow("P-01", "访谈一", "", "贫困户", {"村": "A村"}, 2),
    )


def test_quoted_cells_keep_line_numbers(tmp_path: Path) -> None:
    rows = read_participants(write(tmp_path, 'id,note\nA,"two\nlines"\n\nB,x\n'))

    assert [(row.id, row.line) for row in rows] == [("A", 2), ("B", 5)]


def test_all_problems_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "id,age\nA,1\n,2\nA,3\nB,4,5\n")

    with pytest.raises(ProblemsError) as caught:
        read_participants(path)

    assert [str(problem).removeprefix(str(path)) for problem in caught.value.problems] == [
        ":3: the id is empty",
        ":4: the id 'A' was used on line 2",
        (
            ":5: 3 cells, but the header names 2 columns"
            " (put cells that hold a delimiter in quotation marks)"
        ),
    ]


def test_missing_id_column(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_participants(write(tmp_path, "name,age\nA,1\n"))

    assert "there is no column 'id'" in str(caught.value.problems[0])


def test_columns_that_mean_the_same(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_participants(write(tmp_path, "id,编号,x,x\nA,1,2,3\n"))

    assert [problem.message for problem in caught.value.problems] == [
        "several columns are the id: id, 编号",
        "the column 'x' comes twice",
    ]


def test_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["编号", "年龄"], ["001", 54], [None, None], ["002", None]):
        sheet.append(row)
    path = tmp_path / "people.xlsx"
    book.save(path)

    assert read_participants(path) == (
        ParticipantRow("001", "", "", "", {"年龄": "54"}, 2),
        ParticipantRow("002", "", "", "", {}, 4),
    )


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        read_participants(tmp_path / "none.csv")
