"""`suggest --quality`: learner and rules against what persons have decided, code by code.

Only sentences count of which persons have said whether they hold the code: they put it
there, accepted or rejected it, or rejected all that was proposed in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, Form, ResultTable, counts, texts
from qualcode.errors import DataError
from qualcode.model.label import Label
from qualcode.suggestion.quality import folds_of, measured, proposed_apart
from qualcode.suggestion.training import NOTHING
from qualcode.text.language import language_of
from qualcode.workflow.embedding import SILENT, vectors_of
from qualcode.workflow.learning import material_of
from qualcode.workflow.suggesting import chosen_codes, chosen_documents, prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.analysis.table import Cell
    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.quality import Found
    from qualcode.workflow.embedding import Watch
    from qualcode.workflow.learning import Material
    from qualcode.workflow.project import Project
    from qualcode.workflow.suggesting import Wish

FEW = 5
"""Decided sentences below which figures would only be noise."""
LANGUAGES = ("zh", "en")
_ALL = Label("全部编码", "all codes")


@dataclass(frozen=True, slots=True)
class _Tested:
    """What is known, and what learner and rules make of it."""

    material: Material
    truth: Mapping[Found, bool]
    learner: frozenset[Found]
    rules: frozenset[Found]
    folds: int

    def interviews(self, truth: Iterable[Found]) -> int:
        """Return how many interviews sentences come from."""
        return len({self.material.places[row].document for row, _ in truth})


_Parts = dict[tuple[str, str], dict["Found", bool]]
"""What is decided, by code and language."""


def quality_table(project: Project, wish: Wish, *, watch: Watch = SILENT) -> ResultTable:
    """Return precision, recall and F1 of the learner and of the rules per code and language.

    Args:
        project: The project, coded by its rules.
        wish: Codes and documents that are shown, the score from which on it proposes, the seed.
        watch: Told how learning goes on.

    Raises:
        DataError: When nothing has been decided.
        MissingExtraError: When the project compares by meaning and the encoder is missing.
        UnknownNameError: When a code or a document is named that is not there.
    """
    codebook = project.codebook()
    codes, documents = chosen_codes(codebook, wish), chosen_documents(project, wish)
    tested = _test(project, codebook, wish, watch)
    parts = _parts(tested, codes, frozenset(documents))
    rows = [
        (code.id, code.name.zh, code.name.en, language, *_cells(tested, parts[code.id, language]))
        for code in codebook.leaves
        for language in LANGUAGES
        if (code.id, language) in parts
    ]
    for language in LANGUAGES:
        whole = {
            k: v
            for (_, spoken), part in parts.items()
            if spoken == language
            for k, v in part.items()
        }
        if whole:
            rows.append(("", _ALL.zh, _ALL.en, language, *_cells(tested, whole)))
    title = Label("学习器与规则的质量", "Quality of the learner and of the rules")
    return ResultTable("quality", title, _columns(), tuple(rows), notes=_notes(tested, wish))


def _parts(tested: _Tested, codes: frozenset[str], documents: frozenset[str]) -> _Parts:
    """Return what is decided by code and language, without codes nobody has spoken of there."""
    places, pool = tested.material.places, tested.material.pool
    language = {row: language_of(pool[row].text) for row, _ in tested.truth}
    parts: _Parts = {}
    for (row, code), holds in tested.truth.items():
        if code in codes and places[row].document in documents:
            parts.setdefault((code, language[row]), {})[row, code] = holds
    spoken = {
        (each.code, language[each.row])
        for each in tested.material.decided
        if each.row in language and places[each.row].document in documents
    }
    return {key: part for key, part in parts.items() if key in spoken}


def _test(project: Project, codebook: Codebook, wish: Wish, watch: Watch) -> _Tested:
    """Learn fold by fold, and keep what was proposed in decided sentences."""
    if not project.store.codings.decisions():
        raise DataError(
            "no person has decided on anything yet",
            hint="`qualcode review`, or `qualcode code add`, then again",
        )
    material = material_of(project, codebook, progress=watch.progress)
    truth = _truth(material, codebook)
    decided = {row for row, _ in truth}
    interviews = [place.document for place in material.places]
    folds = folds_of(interviews, [each.text for each in material.pool], decided)
    learner = frozenset[tuple[int, str]]()
    if folds:
        material.vectors = vectors_of(project, material, watch=watch)
        suggester = prepared(material, codebook, seed=wish.seed)
        learner = frozenset(
            proposed_apart(
                suggester,
                material.lessons,
                folds,
                decided,
                at_least=wish.min_score,
                progress=watch.progress,
            )
        )
    return _Tested(material, truth, learner, _fired(material, decided), len(folds))


def _truth(material: Material, codebook: Codebook) -> dict[Found, bool]:
    """Return for sentences and codes whether persons say that the code is there."""
    known = [code.id for code in codebook.leaves]
    found: dict[Found, bool] = {}
    for each in material.decided:
        if each.code == NOTHING:
            found.update({(each.row, code): False for code in known})
        elif each.code in known:
            found[each.row, each.code] = each.holds
    return found


def _fired(material: Material, rows: Iterable[int]) -> frozenset[Found]:
    """Return which codes the rules propose in sentences."""
    return frozenset(
        (row, signal.removeprefix("rule:"))
        for row in rows
        for signal in material.pool[row].signals
        if signal.startswith("rule:")
    )


def _cells(tested: _Tested, truth: Mapping[Found, bool]) -> tuple[Cell, ...]:
    """Return the figures of a row."""
    sentences, present = len({row for row, _ in truth}), sum(truth.values())
    why = _why(tested, truth)
    nothing: tuple[Cell, ...] = (None, None, None)
    learner = nothing if why.startswith("n/a") else _figures(truth, tested.learner)
    rules = nothing if why.startswith("n/a:") else _figures(truth, tested.rules)
    return (sentences, present, *learner, *rules, why)


def _figures(truth: Mapping[Found, bool], proposed: frozenset[Found]) -> tuple[Cell, ...]:
    """Return precision, recall and F1; where nothing is known to be wrong only recall."""
    told = measured(truth, proposed)
    if all(truth.values()):
        return (None, told.recall, None)
    return (told.precision, told.recall, told.f1)


def _why(tested: _Tested, truth: Mapping[Found, bool]) -> str:
    """Say why figures are not there."""
    if len({row for row, _ in truth}) < FEW:
        return f"n/a: fewer than {FEW} decided sentences"
    if not any(truth.values()):
        return "n/a: nothing accepted"
    if tested.interviews(truth) < 2 or not tested.folds:
        return "n/a for the learner: decisions in one interview only"
    if all(truth.values()):
        return "recall only: nothing rejected"
    both = (("learner", tested.learner), ("rules", tested.rules))
    silent = [who for who, proposed in both if not truth.keys() & proposed]
    return f"nothing proposed by {' and '.join(silent)}: no precision" if silent else ""


def _notes(tested: _Tested, wish: Wish) -> tuple[Label, ...]:
    number = tested.interviews(tested.truth)
    how = Label(
        f"学习器：按访谈分组的 {tested.folds} 折交叉验证（{number} 个访谈，同一访谈从不拆分），"
        f"得分 ≥ {wish.min_score:g} 即提出，每句至多两个编码。",
        f"learner: {tested.folds}-fold cross-validation over {number} interviews, none split;"
        f" it proposes from a score of {wish.min_score:g} on, two codes a sentence at most.",
    )
    told = Label(
        "只算人已决定的句子。多数决定针对的是规则的命中，因此规则的查全率偏高；"
        "`qualcode validate` 的盲读样本给出无偏的结果。",
        "only sentences that persons have decided on count; most were found by rules, whose recall"
        " therefore looks too good: the blind sample of `qualcode validate` tells it without bias.",
    )
    return (how, told) if tested.folds else (told,)


def _columns() -> tuple[Column, ...]:
    kinds = (("precision", "查准率"), ("recall", "查全率"), ("f1", "F1"))
    rates = (
        Column(f"{who}_{key}", Label(f"{who_zh}{zh}", f"{who} {key}"), Form.RATE)
        for who, who_zh in (("learner", "学习器"), ("rules", "规则"))
        for key, zh in kinds
    )
    return (
        *texts(
            ("code", "编码"), ("name_zh", "名称"), ("name_en", "英文名称"), ("language", "语言")
        ),
        *counts(("decided", "已决定句数"), ("positives", "其中有此编码")),
        *rates,
        *texts(("note", "说明")),
    )
