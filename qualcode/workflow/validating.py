"""Validating the machine: a sample of sentences read blind by a person, and what follows from it.

The sample is drawn by code and subject and kept in the project with its seed.
Whoever reads it sees the sentence, the question before and who speaks, not what
the machine made of it, and writes down every code that holds there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.analysis.validation.estimation import Answer, Sample
from qualcode.analysis.validation.sampling import Drawn, Sentence, draw
from qualcode.analysis.validation.tables import faults_table, quality_table
from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.model.coding import Review, Source
from qualcode.model.finding import is_finding
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.store.history import now

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.model.excerpt import Mark
    from qualcode.workflow.project import Project

SAMPLE = "validation"
ANSWER = "validation answer "
"""Begins the key of an answer that was given by itself; answers of a sheet stand in the sample."""


def draw_sample(project: Project, *, hits: int, others: int, seed: int, by: str) -> Drawn:
    """Draw a sample and keep it; a former one, with its answers, gives way.

    Args:
        project: The project; its documents must have been coded.
        hits: Sentences in which the machine asserts a code.
        others: Sentences in which it asserts none.
        seed: The same seed draws the same.
        by: Who draws, for the history.

    Raises:
        UsageError: When no sentence is asked for.
        DataError: When there is no sentence of the kind asked for. A former sample stays then.
    """
    if not hits + others:
        raise UsageError("no sentence is asked for", hint="--hits and --others: one above 0")
    drawn = draw(sentences_of(project, guesses=True), hits=hits, others=others, seed=seed)
    if not any(drawn.items.values()):
        raise DataError(
            "there is no sentence of the kind asked for",
            hint="`qualcode code` finds hits; --others draws sentences without one",
        )
    content = {
        "seed": seed,
        "sizes": dict(drawn.sizes),
        "items": {
            each.key: {"stratum": name, "document": each.document, "unit": each.unit}
            for name, found in drawn.items.items()
            for each in found
        },
        "answers": {},
    }
    keep_sample(project, content, by=by, action="draw sample")
    return drawn


def has_answers(project: Project) -> bool:
    """Tell whether a sample has been drawn of which some sentences are answered."""
    return bool(project.store.settings.get(SAMPLE)) and bool(kept_sample(project)["answers"])


def validation_tables(
    project: Project, machines: Sequence[str] = ()
) -> tuple[ResultTable, ResultTable]:
    """Return the quality of each code, and the places where machine and person differ.

    Args:
        project: The project, with a sample that has answers.
        machines: Whose codings are measured, each a coder that is no person; none = the rules',
            and what a person accepted of a model's, as tables count them.

    Raises:
        DataError: When there are no answers yet.
        UnknownNameError: When no machine of that name has coded anything.
    """
    _check_machines(project, machines)
    sample, _ = sample_of(project, machines)
    codes = project.codebook().leaves
    excerpts = list(project.store.excerpts.find(CodingQuery(coders=tuple(machines))))
    keys = {each.coding.id: f"{each.coding.document}#{each.unit + 1}" for each in excerpts}
    patterns = {
        (keys[each.coding.id], each.coding.code): each.coding.evidence.pattern for each in excerpts
    }
    return quality_table(sample, codes), faults_table(sample, patterns, _words(project, sample))


def sentences_of(
    project: Project, machines: Collection[str] = (), *, guesses: bool = False
) -> Iterator[Sentence]:
    """Yield every sentence of respondents with the codes that machines assert in it.

    Args:
        project: The project.
        machines: Whose codings are meant, by name; none = those of all.
        guesses: Of all, also what models propose and nobody has accepted. Tables do not count it.
    """
    codebook = project.codebook()
    kinds = {code.id: code.kind for code in codebook.leaves}
    hits: dict[tuple[str, int], set[str]] = {}
    for mark in project.store.excerpts.marks(CodingQuery()):
        is_meant = mark.code in kinds and _is_meant(mark, machines, guesses=guesses)
        if is_meant and is_finding(mark.status, kinds[mark.code]):
            for unit in mark.units:
                hits.setdefault((mark.document, unit), set()).add(mark.code)
    for name in project.store.documents.names():
        document = project.store.documents.read(name)
        for number, (turn, _, _) in enumerate(document.units):
            label = document.turns[turn].speaker
            yield Sentence(
                name,
                number,
                document.participants.get(label, ""),
                document.subjects.get(label, ""),
                frozenset(hits.get((name, number), ())),
            )


def _is_meant(mark: Mark, machines: Collection[str], *, guesses: bool) -> bool:
    """Tell whether a coding is a machine's whose work is looked at."""
    if mark.source == Source.PERSON:
        return False
    if machines:
        return mark.coder in machines
    return mark.source == Source.RULE or guesses or mark.review == Review.ACCEPTED


def _check_machines(project: Project, names: Sequence[str]) -> None:
    coders = project.store.views.coders() if names else {}
    known = sorted(name for name, is_person in coders.items() if not is_person)
    for name in names:
        if name not in known:
            raise UnknownNameError("machine", name, known)


def sample_of(project: Project, machines: Collection[str] = ()) -> tuple[Sample, int]:
    """Return the sample with the answers given so far, and its seed; what is open is not in it.

    Args:
        project: The project.
        machines: Whose codings its sentences carry, see `sentences_of`.

    Raises:
        DataError: When there are no answers yet.
    """
    kept = kept_sample(project)
    if not kept["answers"]:
        raise DataError(
            "the validation sample has no answers yet",
            hint="`qualcode review --validation`, or on a sheet: `qualcode validate sheet FILE`",
        )
    known = {each.key: each for each in sentences_of(project, machines)}
    answers = [
        Answer(kept["items"][key]["stratum"], known[key], frozenset(codes))
        for key, codes in kept["answers"].items()
        if key in known
    ]
    return Sample(kept["sizes"], answers), int(kept["seed"])


def kept_sample(project: Project) -> dict[str, Any]:
    """Return the sample that has been drawn, with its answers.

    Raises:
        DataError: When none has been drawn.
    """
    content: dict[str, Any] = json.loads(project.store.settings.get(SAMPLE) or "{}")
    if not content:
        raise DataError("no validation sample has been drawn", hint="`qualcode validate draw`")
    alone = {
        key.removeprefix(ANSWER): json.loads(value)
        for key, value in project.store.settings.all().items()
        if key.startswith(ANSWER)
    }
    return content | {"answers": content["answers"] | alone}


def keep_answer(project: Project, key: str, codes: Sequence[str], *, by: str) -> None:
    """Keep the answer for one sentence of the sample, as one event that can be undone."""
    event = Event(now(), by, "validate", Target.PROJECT, ANSWER + key)
    with project.store.recorded(event):
        project.store.settings.set(ANSWER + key, json.dumps(list(codes)))


def keep_sample(project: Project, content: Mapping[str, Any], *, by: str, action: str) -> None:
    """Keep the sample as it is now, as one event that can be undone."""
    event = Event(now(), by, action, Target.PROJECT, "")
    with project.store.recorded(event):
        project.store.settings.remove_under(ANSWER)
        project.store.settings.set(SAMPLE, json.dumps(content, ensure_ascii=False))


def rename_in_sample(project: Project, old: str, new: str) -> None:
    """Let the sentences of a document follow it to another name, within a transaction."""
    settings = project.store.settings
    content: dict[str, Any] = json.loads(settings.get(SAMPLE) or "{}")
    items = content.get("items", {})
    keys = {
        key: f"{new}#{each['unit'] + 1}" for key, each in items.items() if each["document"] == old
    }
    if not keys:
        return
    for key in keys:
        items[key]["document"] = new
    content["items"] = _with_keys(items, keys)
    content["answers"] = _with_keys(content["answers"], keys)
    settings.set(SAMPLE, json.dumps(content, ensure_ascii=False))
    for key, value in settings.all().items():
        if key.startswith(ANSWER) and key.removeprefix(ANSWER) in keys:
            settings.remove_under(key)
            settings.set(ANSWER + keys[key.removeprefix(ANSWER)], value)


def _with_keys(content: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    return {keys.get(key, key): value for key, value in content.items()}


def _words(project: Project, sample: Sample) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted({each.sentence.document for each in sample.answers}):
        document = project.store.documents.read(name)
        for number, (_, start, end) in enumerate(document.units):
            found[f"{name}#{number + 1}"] = document.text[start:end]
    return found
