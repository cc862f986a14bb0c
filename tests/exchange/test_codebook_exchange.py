"""Codebooks through other formats and back: what the format can hold comes back whole."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.codebook.flat import COLUMNS, flat_rows, yaml_of_rows
from qualcode.codebook.reader import read_codebook, read_codebook_text
from qualcode.codebook.reshaping import same
from qualcode.errors import DataError, ProblemsError, UnknownNameError
from qualcode.exchange.codebooks.tables import read_rows, to_csv, to_markdown, to_xlsx
from qualcode.exchange.refi.codebook import from_qdc
from qualcode.exchange.refi.elements import guid_of
from qualcode.workflow.codebook_files import FORMATS, export_codebook, import_codebook

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

REPO = Path(__file__).parents[2]
SHARED = REPO.parent / "shared" / "data"
BOOKS = [REPO / "codebooks" / name for name in ("poverty-alleviation.yaml", "teacher-burnout.yaml")]

cells = st.text(
    st.sampled_from("ab中，、;|\\<br>'=+-@\"\n,{}[]:# ")
    | st.characters(exclude_categories=("Cc", "Cs")),
    max_size=12,
).map(str.strip)


def _through(book: Codebook, form: str, folder: Path) -> Codebook:
    path = folder / f"codes.{form}"
    path.write_bytes(export_codebook(book, form))
    text = import_codebook(path, head=book)
    again, problems = read_codebook_text(text, path="again.yaml")
    assert again, problems
    return again


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: str(path.stem))
@pytest.mark.parametrize("form", ["csv", "xlsx", "md", "json"])
def test_shipped_codebooks_come_back_whole(path: Path, form: str, tmp_path: Path) -> None:
    book = read_codebook(path)
    assert same(_through(book, form, tmp_path), book)


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(rows=st.lists(st.fixed_dictionaries({"code": cells, "text": cells}), min_size=1, max_size=4))
@pytest.mark.parametrize("form", ["csv", "xlsx", "md"])
def test_any_cell_comes_back(
    form: str, rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    write = {"csv": to_csv, "xlsx": to_xlsx, "md": to_markdown}[form]
    path = tmp_path_factory.getbasetemp() / f"cells.{form}"
    rows = [{**row, "code": row["code"] or "x"} for row in rows]
    path.write_bytes(write(("code", "text"), rows))
    found = [{key: cell.strip() for key, cell in row.items()} for row in read_rows(path)]
    assert [(row["code"], row.get("text", "")) for row in found] == [
        (row["code"], row["text"]) for row in rows
    ]


BOOK = """\
qualcode: 1
id: b
version: "1"
name: B
theories: {t: T, u: U}
sets: {come: {zh: [来]}}
subjects:
  - {id: PH, name: 户}
codes:
  - id: family
    name: {zh: 家, en: Family}
    definition: {zh: "第一行\\n第二行", en: "=1+1"}
    codes:
      - id: rare
        name: {en: Only English}
        kind: problem
        theory: [t, u]
        construct: a, b
        definition: 少
        include: "'quoted"
        opposite: [other]
        about: [PH]
        patterns:
          zh:
            - 很少来、不来
            - "{come} … 少"
            - {match: "没, 有", unless: [在, "a, b"], within: sentence}
          en: ["@home, sweet", 're:a{2,3}|b', "100", "null"]
        masks: {zh: [少年], en: [rarely seen]}
        examples: ["很少来，真的。", {text: "没有。", asked: "来过吗？", status: denied}]
        non_examples: ["他、你；我", {text: "x", status: hypothetical, why: "a | b"}]
  - {id: other, name: 他, definition: "- dash", opposite: rare}
"""


@pytest.mark.parametrize("form", ["csv", "xlsx", "md", "json"])
def test_everything_a_code_can_have_comes_back(form: str, tmp_path: Path) -> None:
    book, problems = read_codebook_text(BOOK, path="b.yaml")
    assert book, problems
    assert same(_through(book, form, tmp_path), book)


def test_a_table_of_a_person_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "手册.csv"
    path.write_bytes(
        "编码,名称,上级编码,定义,关键词,例句,反例,类型\r\n"
        "走访少,走访少,联系,来得少,很少来、不咋来；hardly ever,"
        "他很少来，真的。,他没少来。,problem\r\n"
        ",没有编号,,,,,,\r\n".encode("gb18030")
    )
    book, _ = read_codebook_text(import_codebook(path), path="x.yaml")
    assert book
    assert [code.path for code in book.codes] == ["没有编号", "联系", "联系/走访少"]
    code = book.by_id["走访少"]
    assert [(each.text, each.language) for each in code.patterns] == [
        ("很少来", "zh"),
        ("不咋来", "zh"),
        ("hardly ever", "en"),
    ]
    assert [each.text for each in code.examples] == ["他很少来，真的。"]
    assert code.non_examples[0].status is None


def test_what_is_no_codebook_is_told(tmp_path: Path) -> None:
    for name, data in (
        ("a.csv", b""),
        ("a.csv", b"\xff\xff\xff"),
        ("a.xlsx", b"no workbook"),
        ("a.md", b"# no table"),
        ("a.qdc", b"<x/>"),
        ("a.qdc", b"no xml"),
        ("a.json", b"[1]"),
        ("a.json", b"{"),
        ("a.doc", b"x"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(DataError):
            import_codebook(path)
    with pytest.raises(DataError):
        import_codebook(tmp_path / "missing.csv")
    path = tmp_path / "a.csv"
    path.write_text("code,kind\nx,nonsense\n", encoding="utf-8")
    with pytest.raises(ProblemsError):
        import_codebook(path)
    with pytest.raises(UnknownNameError):
        export_codebook(read_codebook(BOOKS[0]), "doc")


def test_an_entity_is_not_expanded_and_no_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.qdc"
    secret = tmp_path / "secret"
    secret.write_text("TOP", encoding="utf-8")
    path.write_text(
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="x" name="n"'
        ' isCodable="true"><Description>&e;</Description></Code></Codes></CodeBook>',
        encoding="utf-8",
    )
    assert "TOP" not in import_codebook(path)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: str(path.stem))
def test_qdc_keeps_tree_names_and_words(path: Path) -> None:
    book = read_codebook(path)
    rows = from_qdc(export_codebook(book, "qdc"))
    again, problems = read_codebook_text(
        yaml_of_rows(rows, name="again", head=book), path="again.yaml"
    )
    assert again, problems
    assert [code.path for code in again.codes] == [code.path for code in book.codes]
    assert [code.kind for code in again.codes] == [code.kind for code in book.codes]
    for code in book.codes:
        found = again.by_id[code.id]
        assert found.opposite == code.opposite
        assert found.name.zh == code.name.zh
        assert code.definition.zh in found.definition.zh


def test_qdc_is_the_same_again_and_valid_against_the_schema() -> None:
    schema_path = SHARED / "refi" / "Codebook.xsd"
    if not schema_path.exists():
        pytest.skip("the schema of REFI-QDA is not here")
    schema = etree.XMLSchema(etree.parse(str(schema_path)))
    for path in BOOKS:
        data = export_codebook(read_codebook(path), "qdc")
        assert data == export_codebook(read_codebook(path), "qdc")
        assert schema.validate(etree.fromstring(data)), schema.error_log
    assert guid_of("b", "c") == guid_of("b", "c") != guid_of("b", "d")


@pytest.mark.parametrize("name", ["refi/taguette.qdc", "refi/atlasti_win23.qdc"])
def test_qdc_files_of_other_programs(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the file of another program is not here")
    book, problems = read_codebook_text(import_codebook(path), path="x.yaml")
    assert book, problems
    assert book.codes


def test_tags_of_taguette_become_a_tree_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "tags.csv"
    path.write_text(
        'tag,description,number of highlights\ncontact,"来往, 联系",3\ncontact.rare,,2\n'
        "voice.rare,x,1\nSystem issue,slow,4\n",
        encoding="utf-8",
    )
    book, _ = read_codebook_text(import_codebook(path), path="x.yaml")
    assert book
    assert [code.path for code in book.codes] == [
        *("contact", "contact/contact-rare", "System-issue", "voice", "voice/voice-rare")
    ]
    assert book.by_id["contact"].definition.zh == "来往, 联系"
    written = export_codebook(book, "taguette").decode()
    assert "contact.contact-rare," in written
    real = SHARED / "coded" / "navarral_taguette" / "codebook_20220303_8.csv"
    if real.exists():
        many, _ = read_codebook_text(import_codebook(real), path="x.yaml")
        assert many
        with real.open(encoding="utf-8", newline="") as file:
            tags = {row["tag"] for row in csv.DictReader(file)}
        assert {code.name.en for code in many.codes} == tags


def test_an_empty_codebook_is_no_qdc() -> None:
    book: Any = replace(read_codebook(BOOKS[0]), codes=())
    with pytest.raises(DataError, match="no code"):
        export_codebook(book, "qdc")
    assert flat_rows(book) == []
    assert set(FORMATS) >= {"csv", "xlsx", "md", "json", "qdc"}
    assert COLUMNS[0] == "code"
