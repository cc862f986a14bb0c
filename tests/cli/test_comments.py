"""Comments in a text document become codings of those who wrote them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import read_codebook
from qualcode.workflow.comments import codes_in
from tests.transcripts.broken_files import odt
from tests.transcripts.word_files import comment, paragraph, run, word_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


def commented() -> bytes:
    begin, end = '<w:commentRangeStart w:id="{0}"/>', '<w:commentRangeEnd w:id="{0}"/>'
    body = (
        paragraph("问：好吗？")
        + f"<w:p>{run('答：')}{begin.format(0)}{run('见不着干部')}{end.format(0)}{run('，')}"
        + f"{begin.format(1)}{run('看病也贵')}{end.format(1)}{run('。')}</w:p>"
    )
    comments = comment(0, "contact-scarce; 以后再说", "王") + comment(1, "这里要再问一次", "李")
    return word_file(body, comments=comments)


def test_comments_become_codings_once(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.docx").write_bytes(commented())
    command = ("import", "Z-01.docx", "--codes-from-comments")

    first, again = cli(*command), cli(*command)

    assert "comments: 1 coding, 1 new (王 1)" in first.err
    assert "no code: 以后再说" in first.err
    assert "no code: 这里要再问一次" in first.err
    assert "comments: 1 coding, 0 new" in again.err
    rows = json.loads(cli("excerpts", "--coder", "王", "--json").out)["rows"]
    assert [(row["quote"], row["code"], row["source"]) for row in rows] == [
        ("见不着干部", "contact-scarce", "person")
    ]


def test_a_dry_run_refuses_the_comments_that_the_import_refuses(sample: Path, cli: Cli) -> None:
    note = "<office:annotation office:name='{0}'><dc:creator>王</dc:creator><text:p>{1}</text:p>"
    on = note + "</office:annotation>{2}<office:annotation-end office:name='{0}'/>"
    asked, said = (on.format(n, "contact-scarce", n) for n in ("干部好吗", "见不着干部"))
    body = f"<text:p>问：{asked}？</text:p><text:p>答：{said}，看病也贵。</text:p>"
    (sample / "Z-01.odt").write_bytes(odt(body))
    command = ("import", "Z-01.odt", "--codes-from-comments")

    foretold, done = cli(*command, "--dry-run"), cli(*command)

    for answer in (foretold, done):
        assert "comments: 1 coding, " in answer.err
        assert "not coded: Z-01, contact-scarce: these words are the interviewer's" in answer.err


def test_comments_in_opendocument_texts(sample: Path, cli: Cli) -> None:
    note = "<office:annotation office:name='{0}'><dc:creator>{1}</dc:creator>"
    body = (
        "<text:p>问：好吗？</text:p><text:p>答："
        + note.format("c1", "王")
        + "<text:p>contact-scarce</text:p></office:annotation><text:span>见不着干部</text:span>"
        "<office:annotation-end office:name='c1'/>，看病也贵。</text:p>"
        "<text:p>路不好走。<office:annotation><dc:creator>李</dc:creator>"
        "<text:list><text:list-item><text:p>以后再问</text:p></text:list-item></text:list>"
        "</office:annotation></text:p>"
    )
    (sample / "Z-01.odt").write_bytes(odt(body))

    answer = cli("import", "Z-01.odt", "--codes-from-comments")

    assert "comments: 1 coding, 1 new (王 1)" in answer.err
    assert "no code: 以后再问" in answer.err
    rows = json.loads(cli("excerpts", "--coder", "王", "--json").out)["rows"]
    assert [(row["quote"], row["code"]) for row in rows] == [("见不着干部", "contact-scarce")]


def test_comments_in_cells_are_no_speech(sample: Path, cli: Cli) -> None:
    note = "<office:annotation><text:p>以后再问</text:p></office:annotation>"
    rows = (("问", "好吗？"), ("答", f"路不好走。{note}"), ("问", "还有呢？"), ("答", "没有。"))
    space = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in rows
    )
    (sample / "Z-02.odt").write_bytes(odt(f"<table:table {space}>{cells}</table:table>"))
    assert cli("import", "Z-02.odt").code == 0
    shown = cli("transcript", "show", "Z-02").out
    assert "路不好走。" in shown
    assert "以后再问" not in shown


def test_a_run_from_files_to_tables_takes_comments_too(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.docx").write_bytes(commented())
    words = ("run", "Z-01.docx", "--codebook", "codebook.yaml", "--out", "results")

    without, answer = cli(*words), cli(*words, "--force", "--codes-from-comments")

    assert "comments" not in without.err
    assert "comments: 1 coding, 1 new (王 1)" in answer.err
    assert ",王,person," in (sample / "results" / "codings.csv").read_text("utf-8-sig")


def test_a_dry_run_codes_nothing(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.docx").write_bytes(commented())

    answer = cli("import", "Z-01.docx", "--codes-from-comments", "--dry-run")

    assert "1 coding, 0 new" in answer.err
    assert json.loads(cli("excerpts", "--coder", "王", "--json").out)["rows"] == []


@pytest.mark.parametrize("form", ["{}", "#{}", "编码：{}", "code: {}", " {} "])
def test_the_ways_to_write_a_code(sample: Path, form: str) -> None:
    codebook = read_codebook(sample / "codebook.yaml")
    code = codebook.leaves[0]

    assert codes_in(form.format(code.id), codebook) == ([code.id], [])
    assert codes_in(form.format(code.name.zh), codebook) == ([code.id], [])


def test_several_codes_in_one_comment(sample: Path) -> None:
    codebook = read_codebook(sample / "codebook.yaml")
    one, two = (code.id for code in codebook.leaves[:2])

    assert codes_in(f"{one}、{two}", codebook) == ([one, two], [])
    assert codes_in("好，下次再问", codebook) == ([], ["好，下次再问"])
