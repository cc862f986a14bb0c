"""`codebook learn`: what coded interviews teach, written beside the codebook for `code`.

The codebook names interviews that were coded with it, and examples. Its patterns are run
over them, so that what is learned knows how often each kind of hit was right. The file of
weights is written first, then the YAML that names it: whoever stops in between has a file
too many, and no codebook that names what is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from qualcode.codebook.editing import CodebookText
from qualcode.codebook.learned import learned_of, pattern_key, written
from qualcode.errors import DataError
from qualcode.exchange.files import write_file
from qualcode.model.codebook import PRECISION, LearnedFile
from qualcode.suggestion.encoders import E5, meant
from qualcode.suggestion.meaning import meaning_of, sampled
from qualcode.suggestion.statuses import StatusLearner
from qualcode.suggestion.weights import WeightLearner
from qualcode.workflow.embedding import SILENT, Watch, rows_of, shared_file
from qualcode.workflow.lessons import coded_answers, labelled_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qualcode.codebook.meaning import Meaning
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Status
    from qualcode.suggestion.lines import Coded
    from qualcode.suggestion.quality import Measured
    from qualcode.suggestion.weights import Outcome
    from qualcode.workflow.learnable import Learnable


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a codebook has to learn from."""

    interviews: int
    sentences: int
    """Those of interviews of which is known what they hold."""
    examples: int


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned."""

    file: Path
    outcomes: Mapping[int, Outcome]
    """How good proposals were in interviews put apart, by the percentage asked for."""
    precision: int
    """The percentage that `code` goes by."""
    changes: Mapping[Status, Measured] = field(default_factory=dict)
    """How often a status that overruled the steps was right in interviews put apart."""
    lost_meaning: bool = False
    """Whether what was learned of embeddings before was of other codes, and is gone."""


def teaching_of(codebook: Codebook, path: Path) -> Teaching:
    """Return what a codebook has to learn weights from.

    Raises:
        DataError: When it names no coded interviews.
        ProblemsError: When a file that it names has faults.
    """
    answers = coded_answers(codebook, path)
    told = [each for answer in answers for each in answer.said if each.codes is not None]
    if len(told) < 2:
        hint = "name files of coded interviews under `interviews:` in its YAML"
        raise DataError(f"{path} has no coded interviews to learn from", hint=hint)
    names = {each.interview for each in answers}
    examples = [each for each in labelled_sentences(codebook, path) if each.code in codebook.by_id]
    return Teaching(len(names), len(told), len(examples))


def learn_weights(
    codebook: Codebook,
    path: Path,
    learnable: Learnable,
    *,
    precision: int | None = None,
    by_meaning: bool = False,
    watch: Watch = SILENT,
) -> Taught:
    """Learn weights, write them beside the codebook, and name them in its YAML.

    Args:
        codebook: The codebook.
        path: Its file.
        learnable: What is learned from, see `learnable_of`.
        precision: Percentage of proposals that should be right; None = as it was.
        by_meaning: Learn from embeddings as well; otherwise what was learned of them stays.
        watch: Told how it goes on.

    Raises:
        DataError: When a file cannot be written.
        DataError: When the interviews are too few to tell any right proposal from the others.
        MissingExtraError: When embeddings are wanted and the encoder is missing.
    """
    families = {code.id: codebook.family_of(code.id) for code in codebook.leaves}
    coded = learnable.coded
    former_meaning = _former(codebook, path)
    is_of_these = former_meaning is not None and former_meaning[0] == tuple(families)
    kept = former_meaning[1] if former_meaning and is_of_these else None
    meaning = _meaning(coded, families, watch) if by_meaning else kept
    learner = WeightLearner(families).fit(coded, watch.progress)
    _refuse_untold(learner.outcomes_)
    known = frozenset(pattern_key(c.id, p.written) for c in codebook.leaves for p in c.patterns)
    learned = replace(learner.learned_, patterns=known, meaning=meaning)
    statuses = StatusLearner(tuple(families)).fit(list(learnable.stated(learned)))
    content = written(replace(learned, leanings=statuses.leanings_))
    former = codebook.learned
    level = precision or (former.precision if former else PRECISION)
    name = former.file if former else f"{path.stem}.learned.jsonl"
    file = path.parent / name
    named = LearnedFile(name, sha256(content).hexdigest(), level)
    text = path.read_bytes().decode()
    changed = CodebookText(text, path=str(path)).learned(named)
    write_file(file, content, force=True)
    write_file(path, changed.encode(), force=True)
    is_lost = former_meaning is not None and meaning is None
    return Taught(file, learner.outcomes_, level, statuses.changes_, lost_meaning=is_lost)


def _refuse_untold(outcomes: Mapping[int, Outcome]) -> None:
    """Refuse weights of which nothing could be told: by them anything would be proposed."""
    if outcomes and not any(each.found.right for each in outcomes.values()):
        raise DataError(
            "the coded interviews are too few to learn from: put apart, no proposal could be told"
            " from the others; nothing was written, `qualcode code` goes by the patterns",
            hint="name more coded interviews, of five sources or more, under `interviews:`",
        )


def _meaning(coded: list[Coded], families: Mapping[str, str], watch: Watch) -> Meaning:
    """Read what coded sentences mean, and learn from that."""
    encoder, some = E5(), sampled(coded)
    texts = [meant(each.sentence) for each in some]
    rows = rows_of(shared_file(), texts, encoder, watch=watch)
    return meaning_of(some, rows, families, encoder.name)


def _former(codebook: Codebook, path: Path) -> tuple[tuple[str, ...], Meaning] | None:
    """Return what was learned of embeddings before, with the codes it was learned of."""
    try:
        former = learned_of(codebook, path)
    except DataError:
        return None
    return (former.codes, former.meaning) if former and former.meaning else None
