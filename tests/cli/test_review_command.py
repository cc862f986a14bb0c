"""The same decisions in lines and in a spreadsheet give the same codings, byte for byte."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from qualcode.cli.review_keys import KEYS, parted
from qualcode.model.coding import LEARNED, Review
from qualcode.review_app.keymap import REVIEW
from qualcode.store.store import Store
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.project import Project
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cli.conftest import Cli

HERE = "review", "--order", "document"
MOMENT = "2026-05-01T08:00:00+00:00"


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, so that only what was decided can differ."""
    for module in ("decisions", "sheet_import", "memos", "undoing"):
        monkeypatch.setattr(f"qualcode.workflow.{module}.now", lambda: MOMENT)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    return Typed(monkeypatch)


class Typed:
    """Lets standing input be these lines."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, lines: Sequence[str]) -> None:
        self._monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def decisions(count: int) -> list[tuple[str, str]]:
    """A plan for so many proposals: verb and word."""
    plan = [("y", ""), ("n", ""), ("y", ""), ("c", "income-low"), ("t", "denied"), ("b", "GOV")]
    return [plan[n * 7 % 6] for n in range(count)]


def in_lines(plan: Sequence[tuple[str, str]]) -> list[str]:
    lines = []
    for verb, word in plan:
        lines.append(f"{verb} {word}".strip())
        if verb in "tb":  # corrections stay; `j` goes on
            lines.append("j")
    return lines


def code_for(name: str) -> str:
    return "skill-gap" if name != "skill-gap" else "form-burden"


def many_proposals(sample: Path, cli: Cli) -> None:
    """Give the codebook a code that is found everywhere."""
    path = sample / "codebook.yaml"
    more = """
  - id: everywhere
    name: {zh: 到处}
    kind: problem
    definition: {zh: 到处都有。}
    patterns: {zh: [我们, 村里, 他们, 没有, 一个, 不是, 就是]}
"""
    path.write_text(path.read_text(encoding="utf-8").rstrip() + more, encoding="utf-8")
    assert cli("code").code == 0


def test_lines_and_sheets_give_the_same_bytes(sample: Path, cli: Cli, typed: Typed) -> None:
    many_proposals(sample, cli)
    with Store.open(next(sample.glob("*.qualcode"))) as store:
        project = Project(store, next(sample.glob("*.qualcode")))
        queue = ReviewQueue(project, QueueOptions(order=Order.DOCUMENT), by="li")
        ids = queue.all_ids()
        codes = [
            code for each in ids if (coding := store.codings.get(each)) and (code := coding.code)
        ]
    plan = [
        (verb, code_for(code) if verb == "c" else word)
        for code, (verb, word) in zip(codes, decisions(len(codes)), strict=True)
    ]
    assert len(plan) >= 200
    assert cli("export", "first").code == 0
    before = Path("first", "codings.csv").read_bytes()
    other = sample.with_name("other")
    shutil.copytree(sample, other)

    typed([*in_lines(plan), "q"])
    answer = cli(*HERE, "--plain", "--coder", "li")
    assert answer.code == 0, answer.err
    assert f"{len(plan)} decided" in answer.err

    as_project = ("--project", str(other))
    sheet = other / "sheet.csv"
    assert cli(*HERE, "--export", str(sheet), "--coder", "li", *as_project).code == 0
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert rows[0]["coding"].startswith("#")
    assert [row["coding"] for row in rows[1:]] == ids
    for row, (verb, word) in zip(rows[1:], plan, strict=True):
        column = {"c": "new_code", "t": "new_status", "b": "new_about"}.get(verb)
        row["decision"] = "" if column else verb
        if column:
            row[column] = word
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    sheet.write_bytes(written.getvalue().encode("gb18030"))  # as Excel in China saves it
    dry = cli("review", "--import", str(sheet), "--coder", "li", "--dry-run", *as_project)
    assert f"would take over {len(plan)} decisions" in dry.err
    done = cli("review", "--import", str(sheet), "--coder", "li", *as_project)
    assert f"took over {len(plan)} decisions" in done.err, done.err
    again = cli("review", "--import", str(sheet), "--coder", "li", *as_project)
    assert f"took over 0 decisions and 0 memos; {len(plan)} stood already" in again.err

    assert cli("export", "out").code == 0
    assert cli("export", str(other / "out"), *as_project).code == 0
    one, two = ((folder / "out" / "codings.csv").read_bytes() for folder in (sample, other))
    assert one == two
    assert one != before
    assert cli("undo", "--coder", "li", *as_project).code == 0
    assert cli("undo", str(len(plan) + 5), "--coder", "li").code == 0
    assert cli("export", "back").code == 0
    assert cli("export", str(other / "back"), *as_project).code == 0
    one, two = ((folder / "back" / "codings.csv").read_bytes() for folder in (sample, other))
    assert one == two == before


def test_every_key_of_the_line_review_does_something(sample: Path, cli: Cli, typed: Typed) -> None:
    typed(
        ["?", "d", "g", "m 看看", "f", "f", "s", "j", "k", "zzz", "c nonsense", "99", "u", "A", "n"]
    )
    answer = cli(*HERE, "--plain", "--coder", "li")
    assert answer.code == 0
    assert "definition:" in answer.out
    assert "memo kept" in answer.out
    assert "! no code 'nonsense'" in answer.out
    assert "! there is no code 99 in the list" in answer.out
    assert "accept 1? [y,n]" in answer.out or "accept" in answer.out
    assert "Traceback" not in answer.err


def test_the_letters_of_the_screen_mean_the_same_in_lines(
    sample: Path, cli: Cli, typed: Typed
) -> None:
    shared = {"accept", "reject", "pick", "status", "about", "definition", "memo", "flag", "undo"}
    shared |= {"all_equal", "all_of_pattern", "similar", "context", "help", "leave"}
    letters = {each.name: [key for key in each.keys if len(key) == 1] for each in REVIEW}
    known = {word for key, _, _ in KEYS for word in key.split() if len(word) == 1}
    for name in shared:
        assert set(letters[name]) <= known, name
    typed(["x", "a", "0", "y", "n", "] ", "＝", " ", "S denied", "e", "e 不是原话"])
    answer = cli(*HERE, "--plain", "--coder", "li")
    assert "7 decided (4 accepted, 3 rejected)" in answer.err
    assert "  = 0." in answer.out
    assert "definition:" in answer.out
    assert "! the quote does not stand in the document" in answer.out
    events = json.loads(cli("history", "--coder", "li", "--json").out)["rows"]
    actions = [row["action"] for row in events][::-1]
    assert actions == ["reject", "accept", "reject", "accept", "reject", "edges", "status"]


def test_a_line_of_input_is_read_as_an_input_method_sends_it() -> None:
    assert parted("？\n") == ("?", "")
    assert parted("【") == ("[", "")
    assert parted("ａ 因为 她说了") == ("a", "因为 她说了")
    assert parted("y") == parted("a")
    assert parted(" \n") == ("s", "")
    assert parted("\n") == ("", "")


def test_the_end_of_the_input_is_the_end_of_the_sitting(
    sample: Path, cli: Cli, typed: Typed
) -> None:
    typed(["y", "n"])
    answer = cli(*HERE, "--plain", "--coder", "li")
    assert answer.code == 0
    assert "2 decided (1 accepted, 1 rejected)" in answer.err
    typed(["u", "u", "u"])
    answer = cli(*HERE, "--plain", "--coder", "li")
    assert answer.code == 0
    assert "undo reject" in answer.out
    assert "undo accept" in answer.out
    assert "nothing of li's to undo" in answer.out


def test_edges_and_bulk_in_lines(sample: Path, cli: Cli, typed: Typed) -> None:
    with Store.open(next(sample.glob("*.qualcode"))) as store:
        project = Project(store, next(sample.glob("*.qualcode")))
        queue = ReviewQueue(project, QueueOptions(order=Order.DOCUMENT), by="li")
        item, *others = [queue.item(each) for each in queue.all_ids()]
    words = item.coding.quote[1:4]
    steps = 1 + next(n for n, each in enumerate(others) if each.coding.evidence.pattern != LEARNED)
    typed([f"e {words}", *("j" * steps), "X", "y"])
    assert cli(*HERE, "--plain", "--coder", "li").code == 0
    rows = json.loads(cli("excerpts", "--review", "accepted", "--json").out)["rows"]
    assert [row["quote"] for row in rows] == [words]
    events = json.loads(cli("history", "--coder", "li", "--json").out)["rows"]
    assert [row["action"] for row in events] == ["reject all", "edges"]
    assert cli("verify").code == 0


def test_a_workbook_offers_lists_and_holds_no_formula(sample: Path, cli: Cli) -> None:
    answer = cli("review", "--export", "sheet.xlsx", "--limit", "9")
    assert answer.code == 0, answer.err
    first = Path("sheet.xlsx").read_bytes()
    book = openpyxl.load_workbook("sheet.xlsx")
    sheet = book["review"]
    assert sheet.max_row == 11
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any("choices!$B$2" in str(rule) for rule in rules.values())
    assert "contact-scarce" in [cell.value for cell in book["choices"]["B"]]
    sheet["B3"], sheet["B4"], sheet["F4"] = "y", "n", "看看"
    book.save("sheet.xlsx")
    answer = cli("review", "--import", "sheet.xlsx", "--coder", "li")
    assert "took over 2 decisions and 1 memo" in answer.err
    assert cli("review", "--export", "again.xlsx").code == 0
    assert first


def test_conflicts_are_all_named_and_nothing_is_half_applied(sample: Path, cli: Cli) -> None:
    assert cli(*HERE, "--export", "sheet.csv", "--limit", "6").code == 0
    rows = list(csv.reader(io.StringIO(Path("sheet.csv").read_text(encoding="utf-8-sig"))))
    for place, (decision, code, status) in enumerate(
        [
            ("y", "", ""),
            ("perhaps", "", ""),
            ("", "no-such", ""),
            ("", "", "sure"),
            ("n", "", "denied"),
        ]
    ):
        rows[2 + place][1:4] = [decision, code, status]
    rows.append([*rows[2]])
    rows.append(["gone", "y", *rows[2][2:]])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    Path("sheet.csv").write_text(text.getvalue(), encoding="utf-8")
    answer = cli("review", "--import", "sheet.csv", "--coder", "li")
    assert answer.code == 3
    for line, words in (
        (4, "the decision is 'perhaps'"),
        (5, "no code 'no-such'"),
        (6, "no status 'sure'"),
        (7, "rejected, yet"),
        (9, "stands in row 3 already"),
        (10, "no coding 'gone'"),
    ):
        assert any(
            f"sheet.csv:{line}:" in each and words in each for each in answer.err.split("\n")
        )
    assert json.loads(cli("history", "--coder", "li", "--json").out)["rows"] == []


def test_what_was_decided_since_the_export_is_a_conflict(
    sample: Path, cli: Cli, typed: Typed
) -> None:
    assert cli(*HERE, "--export", "sheet.csv", "--limit", "1").code == 0
    text = Path("sheet.csv").read_text(encoding="utf-8-sig").split("\n")
    text[2] = text[2].replace(",,", ",y,", 1)
    Path("sheet.csv").write_text("\n".join(text), encoding="utf-8")
    typed(["n"])
    assert cli(*HERE, "--plain", "--coder", "li").code == 0
    answer = cli("review", "--import", "sheet.csv", "--coder", "li")
    assert answer.code == 3
    assert "was decided since the export: rejected" in answer.err
    assert cli("review", "--import", "sheet.csv", "--coder", "zhao").code == 0
    assert "zhao" in {
        row["coder"] for row in json.loads(cli("excerpts", "--coder", "zhao", "--json").out)["rows"]
    }


def test_wrong_sheets_are_told(sample: Path, cli: Cli) -> None:
    Path("empty.csv").write_text("", encoding="utf-8")
    Path("other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert cli("review", "--import", "empty.csv").code == 3
    answer = cli("review", "--import", "other.csv")
    assert answer.code == 3
    assert "no column 'coding' and 'decision'" in answer.err
    assert cli("review", "--import", "sheet.pdf").code == 2
    assert cli("review", "--import", "missing.csv").code == 3
    assert cli("review", "--plain", "--export", "x.csv").code == 2


def test_a_document_is_marked_as_read_to_its_end(sample: Path, cli: Cli) -> None:
    assert sample
    assert (
        cli("read", "P-03", "--whole", "--coder", "li").err.strip() == "P-03: read to its end by li"
    )
    assert cli("read", "P-03", "--whole", "--coder", "li").err.strip() == "unchanged"
    assert cli("--lang", "zh", "status", "--format", "table").out.count("li 已通读的材料") == 1
    assert "not read" in cli("read", "P-03", "--not-whole", "--coder", "li").err
    assert "通读" not in cli("--lang", "zh", "status", "--format", "table").out
    assert "P-99" in cli("read", "P-99", "--whole").err


def test_coding_by_hand_for_scripts(sample: Path, cli: Cli) -> None:
    words = ("code", "add", "B-02", "--quote", "暖水瓶", "--nth", "3", "--code", "form-burden")
    first = cli(*words, "--status", "denied", "--memo", "再看", "--coder", "li")
    assert first.code == 0, first.err
    coding = first.out.strip()
    assert cli(*words, "--status", "denied", "--coder", "li").err == "unchanged\n"
    rows = json.loads(cli("excerpts", "--coder", "li", "--json").out)["rows"]
    assert [(row["coding"], row["quote"], row["status"], row["memo"]) for row in rows] == [
        (coding, "暖水瓶", "denied", "再看")
    ]
    assert cli("code", "change", coding, "--status", "asserted", "--coder", "zhao").code == 5
    assert cli("code", "change", coding, "--status", "asserted", "--coder", "li").code == 0
    assert cli("code", "remove", coding, "--coder", "li").code == 0
    assert json.loads(cli("excerpts", "--coder", "li", "--json").out)["rows"] == []
    assert cli("undo", "3", "--coder", "li").code == 0
    assert json.loads(cli("excerpts", "--coder", "li", "--json").out)["rows"] == []
    assert cli("redo", "--coder", "li").code == 0
    assert cli(*words, "--coder", "li", "--code", "contact-scarce").code == 2
    assert cli("code", "add", "B-02", "--quote", "没有这句", "--code", "form-burden").code == 2
    assert "did you mean" in cli("code", "add", "B-2", "--quote", "x", "--code", "form-burden").err
    assert "nothing to do" in cli("code").err


def test_who_comes_second_is_told_of_blind(sample: Path, cli: Cli, typed: Typed) -> None:
    with Store.open(next(sample.glob("*.qualcode"))) as store:
        project = Project(store, next(sample.glob("*.qualcode")))
        everything = ReviewQueue(project, by="zhang").all_ids()
        decide(project, everything, Decision(Review.ACCEPTED), by="zhang")
    typed([])
    answer = cli("review", "--plain", "--coder", "li")
    assert "zhang decided before you; `qualcode review --blind --coder li`" in answer.err
    typed([])
    assert "decided before you" not in cli("review", "--plain", "--blind", "--coder", "li").err
