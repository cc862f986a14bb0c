"""REFI-QDA projects: what is written is read again, by the schema; programs are understood."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.flat import flat_rows
from qualcode.errors import DataError
from qualcode.exchange.refi.positions import UTF16
from qualcode.exchange.refi.reading import from_qdpx
from qualcode.exchange.refi.study import Case, Source, Study, Tagged
from qualcode.exchange.refi.writing import to_qdpx
from qualcode.model.coding import Status
from qualcode.model.memo import Memo, Target
from qualcode.model.participant import Participant
from tests.exchange.packages import PROJECT, packed

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "refi"
AT = "2026-01-02T03:04:05+00:00"
TEXT = "问：来吗？\n答：不来 😀。\x0b没钱。\n"


@pytest.fixture
def study(book: Codebook) -> Study:
    first, second = book.leaves[0].id, book.leaves[1].id
    memo = Memo("0123456789abcdef", Target.CODING, "", "li", AT, "看看 & <再看>\n第二行")
    tagged = (
        Tagged(8, 10, first, "li", AT, memos=(memo,)),
        Tagged(8, 10, second, "zhao", AT),
        Tagged(8, 10, first, "zhao", AT, Status.DENIED, ("PH", "GOV")),
        Tagged(14, 16, second, "li", AT, Status.ATTRIBUTED, (), "GOV"),
    )
    on_text = Memo("1123456789abcdef", Target.DOCUMENT, "P-01", "li", AT, "访谈在炕上")
    general = (
        Memo("2123456789abcdef", Target.PROJECT, "", "li", AT, "先看家户"),
        Memo("3123456789abcdef", Target.CODE, first, "li", AT, "定义再想想"),
    )
    people = (
        Case(Participant("P-01a", "PH", {"age": "58", "村": "A村"}), {"P-01": "丈夫"}),
        Case(Participant("P-01b", "", {}), {"P-01": "妻子"}),
    )
    source = Source("P-01", TEXT, tagged, (on_text,))
    return Study("test", "qualcode", flat_rows(book), (source,), people, general)


def test_what_is_written_is_read_again(study: Study, book: Codebook) -> None:
    found = from_qdpx(to_qdpx(study, book), path="x.qdpx")
    assert [row["code"] for row in found.rows] == [row["code"] for row in study.rows]
    assert found.sources[0].text == TEXT
    assert set(found.sources[0].codings) == set(study.sources[0].codings)
    assert [memo.text for memo in found.sources[0].memos] == ["访谈在炕上"]
    assert found.cases == study.cases
    assert {(m.id, m.target, m.target_id) for m in found.memos} == {
        (m.id, m.target, m.target_id) for m in study.memos
    }
    assert not found.notes or "positions" in found.notes[0]


def test_the_same_study_is_the_same_bytes(study: Study, book: Codebook) -> None:
    assert to_qdpx(study, book) == to_qdpx(study, book)


def test_positions_of_nvivo_differ_after_an_emoji_only(study: Study, book: Codebook) -> None:
    plain, wide = (
        zipfile.ZipFile(io.BytesIO(content)).read("project.qde").decode()
        for content in (to_qdpx(study, book), to_qdpx(study, book, counting=UTF16))
    )
    assert 'startPosition="8" endPosition="10"' in plain
    assert 'startPosition="8" endPosition="10"' in wide
    assert 'startPosition="14" endPosition="16"' in plain
    assert 'startPosition="15" endPosition="17"' in wide


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the schema in ../shared")
def test_the_project_is_valid_by_the_schema(study: Study, book: Codebook) -> None:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(SHARED / "Project.xsd"))
    archive = zipfile.ZipFile(io.BytesIO(to_qdpx(study, book)))
    schema.assertValid(etree.fromstring(archive.read("project.qde")))
    bare = Study("bare", "qualcode", study.rows, (Source("P", "text"),))
    archive = zipfile.ZipFile(io.BytesIO(to_qdpx(bare, book)))
    schema.assertValid(etree.fromstring(archive.read("project.qde")))


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the package of NVivo in ../shared")
def test_a_project_of_nvivo_for_windows_is_read_to_the_character() -> None:
    path = SHARED / "nvivo_win126_oltas0517.qdpx"
    study = from_qdpx(path.read_bytes(), path=path.name)
    names = {row["code"]: row["name"].removesuffix(" (general)") for row in study.rows}
    found = sorted(
        (each.start, each.end, names[each.code], each.coder)
        for source in study.sources
        for each in source.codings
    )
    with (SHARED / "nvivo_win126_oltas0517_expected.csv").open(encoding="utf-8") as file:
        expected = sorted(
            (int(row["start_cp_lf"]), int(row["end_cp_lf"]), row["code"], row["coder"])
            for row in csv.DictReader(file)
        )
    assert found == expected
    assert "UTF-16" in study.notes[0]


def test_guids_in_any_writing_a_family_that_is_coded_and_what_is_lost() -> None:
    study = from_qdpx(packed(Project_qde=PROJECT), path="x.qdpx")
    assert [(each.code, each.coder) for each in study.sources[0].codings] == [
        ("Family-general", "Ann"),
        ("Leaf", "unknown"),
    ]
    assert [(row["code"], row["parent"]) for row in study.rows] == [
        ("Family", ""),
        ("Family-general", "Family"),
        ("Leaf", "Family"),
    ]
    assert set(study.notes) == {
        "left out: 1 texts that are not in the package",
        "left out: 1 selections without words",
        "left out: 1 selections without a place",
        "left out: 1 codings with a code that is not in the package",
        "left out: 1 picture sources",
    }


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no zip at all", "not a REFI-QDA"),
        (packed(readme="hello"), "holds no project.qde"),
        (packed(project_qde="<Project"), "not the project"),
        (packed(project_qde="<html/>"), "no REFI-QDA project"),
        (packed(project_qde="x" * 50_000_000), "would unpack"),
        (
            packed(
                project_qde='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Project>&b;</Project>'
            ),
            "",
        ),
    ],
)
def test_what_is_no_package_is_told(data: bytes, says: str) -> None:
    if not says:
        assert from_qdpx(data, path="x.qdpx").sources == ()
        return
    with pytest.raises(DataError, match=says):
        from_qdpx(data, path="x.qdpx")


ODD = """<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Other 1">
<CodeBook><Codes><Code guid="C1" name="work"><Code guid="C2" name="general"/></Code>
<Code guid="C3" name="work general"/></Codes></CodeBook>
<Variables><Variable guid="V1" name="subject" typeOfVariable="Text"/></Variables>
<Cases><Case guid="P1" name="Ann"><VariableValue><VariableRef targetGUID="V1"/>
<TextValue>maths</TextValue></VariableValue><SourceRef targetGUID="S1"/></Case>
<Case guid="P2" name="Ann"><SourceRef targetGUID="S2"/></Case>
<Case guid="P3" name="Cy"><SourceRef targetGUID="S3"/></Case></Cases>
<Sources><TextSource guid="S1" name="one" plainTextPath="relative:///a/t.txt">
<PlainTextSelection guid="X1" startPosition="0" endPosition="3">
<Description>about: my own feelings</Description>
<Coding guid="G1" creationDateTime="yesterday"><CodeRef targetGUID="C1"/>
<NoteRef targetGUID="11111111-11EE-8C90-0242AC120002"/></Coding></PlainTextSelection></TextSource>
<TextSource guid="S2" name="one" plainTextPath="relative:///b/t.txt">
<PlainTextSelection guid="X2" startPosition="0" endPosition="3">
<Coding guid="G2" creationDateTime="2026-01-02T03:04:05Z"><CodeRef targetGUID="C3"/>
<NoteRef targetGUID="22222222-11EE-8C90-0242AC120002"/></Coding></PlainTextSelection></TextSource>
<PDFSource guid="S3" name="paper"><Representation guid="R3" name="text">
<PlainTextContent>Words of Cy.</PlainTextContent></Representation></PDFSource></Sources>
<Notes><Note guid="11111111-11EE-8C90-0242AC120002">
<PlainTextContent>first</PlainTextContent></Note>
<Note guid="22222222-11EE-8C90-0242AC120002">
<PlainTextContent>second</PlainTextContent></Note></Notes>
</Project>"""


def test_texts_persons_codes_and_notes_that_share_a_name_stay_apart() -> None:
    data = packed(project_qde=ODD, a__t_txt="One word.", b__t_txt="Two words.")
    study = from_qdpx(data, path="x.qdpx")
    assert [(each.name, each.text) for each in study.sources] == [
        ("one", "One word."),
        ("one-2", "Two words."),
        ("paper", "Words of Cy."),
    ]
    assert [(each.participant.id, dict(each.speaks_as)) for each in study.cases] == [
        ("Ann", {"one": ""}),
        ("Ann-2", {"one-2": ""}),
        ("Cy", {"paper": ""}),
    ]
    assert study.cases[0].participant == Participant("Ann", "", {"subject": "maths"})
    codings = [each for source in study.sources for each in source.codings]
    ids = [row["code"] for row in study.rows]
    assert len(set(ids)) == len(ids) == 4
    assert {each.code for each in codings} <= set(ids)
    assert [each.at for each in codings] == ["", "2026-01-02T03:04:05Z"]
    assert len({memo.id for each in codings for memo in each.memos}) == 2


def test_three_cases_of_which_two_share_a_name_are_three_persons() -> None:
    cases = "".join(
        f'<Case guid="P{n}" name="{name}"><SourceRef targetGUID="S1"/></Case>'
        for n, name in enumerate(("Ann", "Ann-2", "Ann", "Ann"))
    )
    project = PROJECT.replace("<Sources>", f"<Cases>{cases}</Cases><Sources>")
    found = from_qdpx(packed(project_qde=project), path="x.qdpx")
    assert [case.participant.id for case in found.cases] == ["Ann", "Ann-2", "Ann-3", "Ann-4"]
