"""`codebook learn` below the command line: what is learned from, what is written, what uses it."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qualcode.codebook.learned import learned_of, pattern_key
from qualcode.codebook.reader import read_codebook
from qualcode.errors import DataError
from qualcode.matching.scanner import Scanner
from qualcode.model.codebook import PRECISION, LearnedFile
from qualcode.model.coding import LEARNED, Status
from qualcode.store.store import Store
from qualcode.suggestion.training import Teacher
from qualcode.workflow import weighing
from qualcode.workflow.checking import check_codebook_file
from qualcode.workflow.coding import code_project
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.initialise import initialise
from qualcode.workflow.learnable import learnable_of
from qualcode.workflow.learning import material_of
from qualcode.workflow.project import Project, opened
from qualcode.workflow.restructure import carry_out, plan_merge, plan_remove, plan_rename
from qualcode.workflow.suggesting import learned
from qualcode.workflow.trying import try_answer
from qualcode.workflow.undoing import undo
from qualcode.workflow.weighing import Taught, learn_weights, teaching_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.codebook.learned import Learned
    from qualcode.model.codebook import Codebook

BOOK = """\
# Weights stand beside it.
qualcode: 1
id: small
version: "1"
name: small
interviews: before.jsonl
examples: more.jsonl
codes:
  - id: place   # a family
    name: Place
    definition: where they live
    codes:
      - {id: road, name: Road, definition: the road is bad, patterns: [全是泥]}
  - {id: money, name: Money, definition: no money, patterns: [钱]}
"""
SAID = {
    "road": ("{}门口的路全是泥。", "{}那条路车过不来。"),
    "money": ("{}手里没有钱。", "{}借了钱还不上。"),
    "": ("{}昨天吃了面条。", "{}把钱放好了。", "{}今年六十岁。"),
}
ROAD = frozenset({"road"})
WHO = ("我家", "他家", "老王", "大姐")


def _line(number: int) -> str:
    """Return an interview as a line of coded answers."""
    said = [
        {"text": text.format(who), "codes": {code: "asserted"} if code else {}}
        for who in WHO[number % 2 :: 2]
        for code, texts in SAID.items()
        for text in texts
    ]
    row = {"interview": f"P{number}", "speaker": "", "asked": "怎么样？", "said": said}
    return json.dumps(row, ensure_ascii=False) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "b.yaml").write_text(BOOK, "utf-8")
    (tmp_path / "before.jsonl").write_text("".join(map(_line, range(4))), "utf-8")
    (tmp_path / "more.jsonl").write_text('{"code": "road", "text": "路不好走。"}\n', "utf-8")
    return tmp_path / "b.yaml"


def _learn(path: Path, precision: int | None = None) -> Taught:
    book = read_codebook(path)
    return learn_weights(book, path, learnable_of(book, path), precision=precision)


def _read(path: Path) -> tuple[Codebook, Learned]:
    book = read_codebook(path)
    learned = learned_of(book, path)
    assert learned
    return book, learned


def _found(path: Path, text: str) -> dict[str, str]:
    """Return the pattern of each code of an answer, by what was learned."""
    book, learned = _read(path)
    codings = try_answer(book, text, asked="怎么样？", learned=learned).codings
    return {each.code: each.evidence.pattern for each in codings}


def test_what_there_is_to_learn_from(path: Path) -> None:
    book = read_codebook(path)
    coded, teaching = learnable_of(book, path).coded, teaching_of(book, path)
    assert (teaching.interviews, teaching.sentences, teaching.examples) == (4, 56, 1)
    first, example = coded[0], coded[-1]
    assert (first.holds, first.fired, first.source, first.is_judged) == (ROAD, ROAD, "P0", True)
    assert (first.sentence.asked, first.sentence.before) == ("怎么样？", "")
    assert first.sentence.after == coded[1].sentence.text
    kept = next(each for each in coded if "放好" in each.sentence.text)
    assert (kept.holds, kept.fired) == (frozenset(), frozenset({"money"}))
    assert (example.holds, example.fired, example.is_judged) == (ROAD, frozenset(), False)


def test_what_is_said_plainly_is_told(path: Path) -> None:
    path.write_text(BOOK.replace("patterns: [钱]", "patterns: [手里没有钱]"), "utf-8")
    coded = learnable_of(read_codebook(path), path).coded
    plain = {each.sentence.text[2:]: set(each.plain) for each in coded if each.fired}
    assert plain == {"门口的路全是泥。": set(), "手里没有钱。": {"money"}}


def test_what_weights_know_of_their_own_sentences_shuts_no_status_out(path: Path) -> None:
    before = path.parent / "before.jsonl"
    rows = [json.loads(line) for line in before.read_text("utf-8").splitlines()]
    rows[0]["said"][0] = {"text": "要是门口的路全是泥。", "codes": {"road": "hypothetical"}}
    before.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    _learn(path)
    book, learned = _read(path)
    never = replace(learned, limits=dict.fromkeys(learned.limits, 99.0))
    first, *_ = learnable_of(book, path).stated(never)
    assert (first.status, first.judged) == (Status.HYPOTHETICAL, Status.HYPOTHETICAL)
    assert Status.ASSERTED in first.open
    assert Status.IRONIC not in first.open


def test_patterns_are_run_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, read, former = read_codebook(path), list[str](), Scanner.scan_units

    def scan_units(scanner: Scanner, text: str, *others: Any) -> Any:
        read.append(text)
        return former(scanner, text, *others)

    monkeypatch.setattr(Scanner, "scan_units", scan_units)
    learn_weights(book, path, learnable_of(book, path))
    assert len(read) == 4, "the answers there are"


def test_what_is_put_apart_together_and_what_is_never_judged(path: Path) -> None:
    before = path.parent / "before.jsonl"
    rows = [json.loads(line) for line in before.read_text("utf-8").splitlines()]
    rows[0]["source"] = rows[1]["source"] = "2019"
    rows[2]["chosen_on"] = rows[3]["excerpt"] = True
    rows[0]["said"][0].pop("codes")
    before.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    book = read_codebook(path)
    coded = learnable_of(book, path).coded
    assert [each.source for each in coded] == [*["2019"] * 28, *["P2"] * 14, *["P3"] * 14, ""]
    assert [each.is_judged for each in coded] == [True] * 28 + [False] * 29
    assert [each.weight for each in coded] == [0, *[1] * 55, 0.5]
    chosen, excerpt = coded[28:42], coded[42:56]
    assert not any(each.fired for each in chosen)
    assert any(each.fired for each in excerpt)
    some = learnable_of(book, path, lambda answer: answer.source == "2019").coded
    assert [each.source for each in some] == ["2019"] * 28 + [""]


@pytest.mark.parametrize("lines", ["", '{"said": [{"text": "路"}, {"text": "钱"}]}\n'])
def test_without_coded_sentences_there_is_nothing_to_learn(path: Path, lines: str) -> None:
    (path.parent / "before.jsonl").write_text(lines, "utf-8")
    with pytest.raises(DataError, match="no coded interviews") as caught:
        teaching_of(read_codebook(path), path)
    assert "interviews:" in (caught.value.hint or "")


def test_interviews_too_few_to_tell_anything_leave_everything_as_it_was(path: Path) -> None:
    """Two interviews of two sentences: no limit could be told, by which anything would pass."""
    said = [
        [("他手里没有钱。", "money"), ("吃了面条。", "")],
        [("路全是泥。", "road"), ("好。", "")],
    ]
    lines = [
        json.dumps(
            {
                "interview": f"P{number}",
                "speaker": "",
                "asked": "怎么样？",
                "said": [
                    {"text": text, "codes": {code: "asserted"} if code else {}}
                    for text, code in two
                ],
            },
            ensure_ascii=False,
        )
        for number, two in enumerate(said)
    ]
    (path.parent / "before.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(DataError, match="too few to learn from"):
        _learn(path)
    assert path.read_bytes() == before
    assert not (path.parent / "b.learned.jsonl").exists()


def test_the_yaml_names_what_was_written_and_keeps_its_comments(path: Path) -> None:
    taught = _learn(path)
    book, learned = _read(path)
    assert taught.file == path.parent / "b.learned.jsonl"
    digest = sha256(taught.file.read_bytes()).hexdigest()
    assert book.learned == LearnedFile("b.learned.jsonl", digest, PRECISION)
    text = path.read_text("utf-8")
    new = [line for line in text.splitlines() if line.startswith("learned:")]
    assert text.replace(new[0] + "\n", "") == BOOK
    assert learned.codes == ("road", "money")
    assert learned.patterns == {pattern_key("road", "全是泥"), pattern_key("money", "钱")}


class Encoder:
    """An encoder that knows roads."""

    name = "roads"
    size = 2

    def encode(self, texts: Sequence[str]) -> Any:
        return np.array([("路" in text, "路" not in text) for text in texts], np.float32)


def test_what_sentences_mean_is_learned_where_that_is_wanted_and_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "E5", Encoder)
    monkeypatch.setattr(weighing, "shared_file", lambda: None)
    _learn(path)
    assert _read(path)[1].meaning is None
    book = read_codebook(path)
    learn_weights(book, path, learnable_of(book, path), by_meaning=True)
    first = _read(path)[1].meaning
    assert first
    assert first.encoder == "roads"
    road, other = first.scores(np.array([[1, 0], [0, 1]], np.float32)).codes[:, 0]
    assert road > other
    _learn(path)
    again = _read(path)[1].meaning
    assert again
    assert again.weights.tolist() == first.weights.tolist()
    assert not _learn(path).lost_meaning
    path.write_text(path.read_text("utf-8").replace("id: money", "id: poor"), "utf-8")
    assert _learn(path).lost_meaning
    assert _read(path)[1].meaning is None
    assert not _learn(path).lost_meaning


def _wishing(path: Path) -> None:
    """Let half of what is said of money be a demand, in words that the steps do not know."""
    path.write_text(BOOK.replace("name: Money,", "name: Money, kind: countermeasure,"), "utf-8")
    before = path.parent / "before.jsonl"
    rows = [json.loads(line) for line in before.read_text("utf-8").splitlines()]
    for each in (each for row in rows for each in row["said"]):
        if "借" in each["text"]:
            each["codes"] = {"money": "normative"}
            each["text"] = each["text"].rstrip("。") + "，想个办法。"
    before.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_how_coders_set_statuses_is_learned_and_used(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, least in (("_LEAST_CODINGS", 4), ("_LEAST_CHANGES", 2), ("_LEAST_SENTENCES", 1)):
        monkeypatch.setattr(f"qualcode.suggestion.statuses.{name}", least)
    assert _learn(path).changes == {}
    _wishing(path)
    found = _learn(path).changes[Status.NORMATIVE]
    assert (found.right, found.wrong) == (8, 0)
    book, learned = _read(path)
    leaning = learned.leanings[Status.NORMATIVE]
    assert leaning.words["办法"] > 0
    assert leaning.codes["money"] > leaning.codes["road"]
    said = "隔壁借了钱还不上，想个办法。"
    (coding,) = try_answer(book, said, asked="怎么样？", learned=learned).codings
    assert (coding.code, coding.status) == ("money", Status.NORMATIVE)
    assert coding.evidence.reasons[1].outcome == "normative, as coded interviews have it"
    some = learnable_of(book, path, lambda answer: answer.interview == "P1")
    assert learn_weights(book, path, some).changes == {}


def test_what_is_learned_again_stands_at_the_same_place(path: Path) -> None:
    first = _learn(path, 70)
    text, content = path.read_bytes(), first.file.read_bytes()
    again = _learn(path)
    assert (again.precision, again.file) == (70, first.file)
    assert (path.read_bytes(), first.file.read_bytes()) == (text, content)
    path.write_bytes(text.replace(b"b.learned.jsonl", b"own.jsonl"))
    assert _learn(path).file == path.parent / "own.jsonl"


def test_what_was_learned_adds_and_holds_back(path: Path) -> None:
    _learn(path)
    assert _found(path, "隔壁那条路车过不来。") == {"road": LEARNED}
    assert _found(path, "隔壁手里没有钱。") == {"money": "钱"}
    assert _found(path, "隔壁把钱放好了。") == {}


def test_a_pattern_that_is_newer_is_taken_at_its_word(path: Path) -> None:
    _learn(path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("[钱]", "[钱, 把钱放]"), "utf-8")
    assert _found(path, "隔壁把钱放好了。") == {"money": "把钱放"}


def test_a_rename_carries_the_weights_along(path: Path) -> None:
    file = _learn(path).file
    carry_out(None, plan_rename(path, "money", "poor"), by="")
    assert _read(path)[1].codes == ("road", "poor")
    assert _found(path, "隔壁手里没有钱。") == {"poor": "钱"}
    assert _found(path, "隔壁把钱放好了。") == {}
    carry_out(None, plan_remove(path, "road"), by="")
    assert _read(path)[1].codes == ("", "poor")
    assert _found(path, "隔壁那条路车过不来。") == {}
    assert file.with_name(file.name + ".bak").exists()


def test_a_merge_leaves_the_weights_of_the_one_that_stays(path: Path) -> None:
    _learn(path)
    carry_out(None, plan_merge(path, "road", "money"), by="")
    assert _read(path)[1].codes == ("", "money")
    assert _found(path, "隔壁手里没有钱。") == {"money": "钱"}


def test_a_plan_shows_no_more_of_the_weights_than_can_be_read(path: Path) -> None:
    file = _learn(path).file
    with file.open("a", encoding="utf-8") as out:
        out.write("x" * 50_000)
    diff = plan_rename(path, "money", "poor").diff
    assert '"poor"' in diff
    assert max(map(len, diff.splitlines())) <= 10_000


def _study(path: Path) -> Path:
    """Make a study of the codebook with an interview, and code it."""
    project = initialise(path.parent / "study", codebook=path).project
    interview = path.parent / "P-01.txt"
    interview.write_text(
        "访谈者：怎么样？\n受访者：隔壁那条路车过不来。隔壁把钱放好了。隔壁手里没有钱。\n", "utf-8"
    )
    with Store.open(project) as store:
        scheme = read_codebook(path).subjects
        import_files(store, [interview], scheme, ImportOptions(by="wang"))
        code_project(Project(store, project))
    return project


def _codings(project: Project) -> list[tuple[str, str]]:
    return [
        (each.code, each.evidence.pattern) for each in project.store.codings.of_document("P-01")
    ]


def test_a_project_brings_the_weights_and_codes_by_them(path: Path) -> None:
    taught = _learn(path)
    with opened(_study(path)) as project:
        copy = project.codebook_path.parent / taught.file.name
        assert copy.read_bytes() == taught.file.read_bytes()
        assert _codings(project) == [("road", LEARNED), ("money", "钱")]
        carry_out(project, plan_rename(project.codebook_path, "road", "way"), by="li")
        undo(project, by="li")
        assert copy.read_bytes() == taught.file.read_bytes()


def test_after_a_rename_coding_again_gives_the_same(path: Path) -> None:
    _learn(path)
    with opened(_study(path)) as project:
        carry_out(project, plan_rename(project.codebook_path, "road", "way"), by="li")
        assert code_project(project).documents == 0
        renamed = [("way", LEARNED), ("money", "钱")]
        assert _codings(project) == renamed
        project.store.codings.carry_marks(_key(project), "again")
        run = code_project(project)
        assert (run.documents, run.added, run.removed) == (1, 0, 0)
        assert _codings(project) == renamed


def _key(project: Project) -> str:
    from qualcode.workflow.project import coded_key

    return coded_key(project.digest)


def test_suggestions_begin_with_what_the_weights_know(path: Path) -> None:
    _learn(path)
    with opened(_study(path)) as project:
        material = material_of(project, project.codebook())
        assert material.prior
        assert {each.teacher for each in material.cold}.isdisjoint({Teacher.INTERVIEW})
        best = learned(material, project.codebook()).ranked(at_least=0)[0]
        assert (material.pool[best.row].text, best.code) == ("隔壁那条路车过不来。", "road")


def test_weights_that_the_codebook_does_not_mean_are_refused(path: Path) -> None:
    _learn(path)
    with opened(_study(path)) as project:
        before, digest = _codings(project), project.digest
        file = project.codebook_path.with_name("b.learned.jsonl")
        file.write_bytes(file.read_bytes() + b"\n")
        text = project.codebook_path.read_text("utf-8")
        project.codebook_path.write_text(text.replace("[钱]", "[没有]"), "utf-8")
        with pytest.raises(DataError, match="not the file that the codebook means"):
            code_project(project)
        assert (_codings(project), project.digest) == (before, digest)


def test_a_check_warns_of_weights_that_are_not_meant(path: Path) -> None:
    taught = _learn(path)
    before = check_codebook_file(path).problems
    taught.file.write_bytes(b"")
    (told,) = [each for each in check_codebook_file(path).problems if each not in before]
    assert "not the file that the codebook means" in told.message
    assert "codebook learn" in (told.hint or "")


def test_a_project_brings_weights_of_any_name(path: Path) -> None:
    file = _learn(path).file
    (path.parent / "more").mkdir()
    file.rename(path.parent / "more" / "own.jsonl")
    text = path.read_text("utf-8")
    path.write_text(text.replace("b.learned.jsonl", "more/own.jsonl"), "utf-8")
    with opened(_study(path)) as project:
        assert _codings(project)[0] == ("road", LEARNED)
    again = _learn(path)
    assert again.file == path.parent / "more" / "own.jsonl"
    assert learned_of(read_codebook(path), path)


def test_what_an_expression_finds_is_doubted_as_any_claim_is(path: Path) -> None:
    path.write_text(BOOK.replace("patterns: [钱]", "patterns: ['re:把?钱']"), encoding="utf-8")
    _learn(path)
    _, learned = _read(path)
    assert pattern_key("money", "re:把?钱") in learned.patterns
    assert "money" not in _found(path, "大姐昨天把钱放好了。")
