"""Reading: what a good file becomes, and what is said of a file that is none."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from qualcode.codebook import source
from qualcode.codebook.reader import examine_codebook, read_codebook, read_codebook_text
from qualcode.errors import ProblemsError, Severity
from qualcode.model.codebook import Codebook, Example, Kind, Pattern, PatternKind
from qualcode.model.coding import Status
from qualcode.model.label import Label

SMALL = dedent("""\
    qualcode: 1
    id: 走访
    version: 1.0
    name: 走访研究
    description: A study of visits
    theories:
      participatory: {zh: 参与式扶贫, en: Participatory development}
    groups:
      - {id: household, name: {zh: 农户, en: Household}}
      - {id: government, name: 政府}
    subjects:
      - id: PH
        name: {zh: 贫困户, en: Poor household}
        group: household
        prefixes: [P, PH]
        aliases: {zh: [困难户], en: [poor family]}
        masks: [非贫困户]
      - {id: TEAM, name: 工作队, group: government, prefixes: T}
    codes:
      - id: contact
        name: 联系
        definition: 帮扶者与农户的来往
        codes:
          - id: contact-scarce
            name: {zh: 走访少, en: Rare contact}
            kind: problem
            theory: participatory
            construct: regular presence
            definition: {zh: 来得少, en: They come rarely}
            exclude: Photo visits
            opposite: [contact-close]
            said_by: [PH]
            about: [TEAM]
            patterns:
              en: [hardly ever come, "visit*"]
              zh: [没见过几次, "re:一年(到头)?来(一|两)回", 100]
            masks: [见过几次大官]
            examples:
              - 一年来不了一两回。
              - {text: No., asked: Do they come?, status: partial, speaker: PH, about: TEAM}
            non_examples:
              - 他姓李。
              - {text: 没少来, status: denied, why: 没少 = often, language: zh}
          - {id: contact-close, name: Close contact, kind: positive, opposite: contact-scarce,
             definition: They come often, exclude: none, patterns: [常来], non_examples: [不]}
    """)


@pytest.fixture(scope="module")
def small() -> Codebook:
    codebook, problems = read_codebook_text(SMALL, path="small.yaml")
    assert [str(problem) for problem in problems] == []
    assert codebook is not None
    return codebook


def test_head(small: Codebook) -> None:
    assert (small.id, small.version) == ("走访", "1.0")
    assert small.name == Label(zh="走访研究")
    assert small.description == Label(en="A study of visits")
    assert small.theories == {"participatory": Label("参与式扶贫", "Participatory development")}
    assert small.digest == hashlib.sha256(SMALL.encode()).hexdigest()


def test_subjects(small: Codebook) -> None:
    household, team = small.subjects.subjects
    assert household.aliases == {"zh": ("困难户",), "en": ("poor family",)}
    assert household.masks == {"zh": ("非贫困户",)}
    assert (household.prefixes, team.prefixes) == (("P", "PH"), ("T",))
    assert [group.name.say("en") for group in small.subjects.groups] == ["Household", "政府"]


def test_tree(small: Codebook) -> None:
    assert [code.path for code in small.codes] == [
        "contact",
        "contact/contact-scarce",
        "contact/contact-close",
    ]
    assert [code.id for code in small.families] == ["contact"]
    assert [code.line for code in small.codes] == [20, 24, 44]


def test_code(small: Codebook) -> None:
    code = small.by_id["contact-scarce"]
    assert code.kind is Kind.PROBLEM
    assert code.name == Label("走访少", "Rare contact")
    assert code.exclude == Label(en="Photo visits")
    assert (code.theory, code.construct) == (("participatory",), "regular presence")
    assert (code.opposite, code.said_by, code.about) == (("contact-close",), ("PH",), ("TEAM",))
    assert code.masks == (Pattern("见过几次大官", "zh", line=37),)


def test_patterns_come_chinese_first_with_kind_and_line(small: Codebook) -> None:
    assert small.by_id["contact-scarce"].patterns == (
        Pattern("没见过几次", "zh", line=36),
        Pattern("一年(到头)?来(一|两)回", "zh", PatternKind.REGEX, line=36),
        Pattern("100", "zh", line=36),
        Pattern("hardly ever come", "en", line=35),
        Pattern("visit*", "en", line=35),
    )


def test_examples(small: Codebook) -> None:
    code = small.by_id["contact-scarce"]
    assert code.examples == (
        Example("一年来不了一两回。", "zh", line=39),
        Example("No.", "en", "PH", "Do they come?", Status.PARTIAL, "TEAM", line=40),
    )
    assert code.non_examples == (
        Example("他姓李。", "zh", status=None, line=42),
        Example("没少来", "zh", status=Status.DENIED, why="没少 = often", line=43),
    )


def test_byte_order_mark_and_windows_line_ends_change_nothing_but_the_digest(
    tmp_path: Path, small: Codebook
) -> None:
    data = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    file = tmp_path / "windows.yaml"
    file.write_bytes(data)
    codebook = read_codebook(file)
    assert codebook.codes == small.codes
    assert codebook.digest == hashlib.sha256(data).hexdigest()


def test_aliases_of_yaml_repeat_a_part() -> None:
    text = SMALL.replace("said_by: [PH]", "said_by: &all [PH, TEAM]").replace(
        "about: [TEAM]", "about: *all"
    )
    codebook, _ = read_codebook_text(text, path="f")
    assert codebook is not None
    assert codebook.by_id["contact-scarce"].about == ("PH", "TEAM")


def test_errors_raise_together_and_warnings_do_not(tmp_path: Path) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text(SMALL.replace("kind: problem", "kind: probelm").replace("[PH]", "[PX]"))
    with pytest.raises(ProblemsError) as raised:
        read_codebook(file)
    assert str(raised.value) == f"{file} has 2 problems"
    assert {problem.severity for problem in raised.value.problems} == {Severity.ERROR}
    file.write_text(SMALL.replace("exclude: Photo visits", "include: Phone calls"))
    assert read_codebook(file).id == "走访"
    assert [problem.message for problem in examine_codebook(file)[1]] == [
        "code 'contact-scarce' has no exclude"
    ]


def only_problem(file: Path) -> str:
    codebook, problems = examine_codebook(file)
    assert codebook is None
    [problem] = problems
    return str(problem).removeprefix(str(file.parent) + "/")


def test_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "poverty.yaml").write_text(SMALL)
    expected = "povety.yaml: there is no such file (did you mean 'poverty.yaml'?)"
    assert only_problem(tmp_path / "povety.yaml") == expected
    assert only_problem(tmp_path / "no" / "x.yaml").endswith("x.yaml: there is no such file")


def test_folder_names_its_codebooks(tmp_path: Path) -> None:
    folder = tmp_path / "codebooks"
    folder.mkdir()
    assert only_problem(folder) == "codebooks: is a folder, not a codebook"
    (folder / "a.yaml").write_text(SMALL)
    assert only_problem(folder).endswith("(name one file in it: a.yaml)")


def test_name_that_no_file_can_have() -> None:
    codebook, [problem] = examine_codebook(Path("a\0b"))
    assert codebook is None
    assert "cannot be read" in problem.message


def test_device_is_no_file() -> None:
    _, [problem] = examine_codebook(Path("/dev/null"))
    assert problem.message == "is not a file"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "id: 走访\n".encode("gb18030"),
            (
                "f.yaml:1:5: the file is not UTF-8 (byte 0xd7) (probably GB18030 (ANSI); "
                "save the file as UTF-8 in your editor)"
            ),
        ),
        (
            "甲: 乙\n二: 三".encode() + b"\xff\xff",
            "f.yaml:2:5: the file is not UTF-8 (byte 0xff) (save the file as UTF-8 in your editor)",
        ),
        (
            "id: 走访".encode("utf-16"),
            "f.yaml:1:1: the file is UTF-16, not UTF-8 (save the file as UTF-8 in your editor)",
        ),
        (
            b"PK\x03\x04\0\0",
            (
                "f.yaml: is a binary file "
                "(a codebook is a text file in YAML; spreadsheets and documents are not read here)"
            ),
        ),
        (
            b"",
            "f.yaml: the file is empty (a codebook begins with 'qualcode: 1', 'id: …', 'name: …')",
        ),
        (
            b"# only a comment\n",
            "f.yaml: the file is empty (a codebook begins with 'qualcode: 1', 'id: …', 'name: …')",
        ),
    ],
)
def test_bytes_that_are_no_codebook(tmp_path: Path, data: bytes, expected: str) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(data)
    assert only_problem(file) == expected


def test_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "f.yaml"
    with file.open("wb") as stream:
        stream.truncate(source.MAX_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    expected = "f.yaml: is too large for a codebook (20000001 bytes; limit 20 MB)"
    assert only_problem(file) == expected


def test_text_beyond_the_limit_is_refused() -> None:
    _, [problem] = read_codebook_text("来" * 7_000_000, path="f")
    assert problem.message.startswith("is too large")


def test_heavy_libraries_wait_until_a_file_is_read() -> None:
    script = (
        "import sys, qualcode.codebook.reader, qualcode.codebook.archive, "
        "qualcode.codebook.writer, qualcode.codebook.listing\n"
        "print([name for name in ('ruamel.yaml', 're2') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
