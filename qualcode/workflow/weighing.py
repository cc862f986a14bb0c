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
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.restating import features_of
from qualcode.matching.weighing import is_claim
from qualcode.model.codebook import PRECISION, LearnedFile
from qualcode.model.coding import Status
from qualcode.suggestion.encoders import E5, meant
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.lines import Coded
from qualcode.suggestion.meaning import meaning_of, sampled
from qualcode.suggestion.statuses import Stated, StatusLearner
from qualcode.suggestion.weights import WeightLearner
from qualcode.text.fold import fold
from qualcode.workflow.embedding import SILENT, Watch, rows_of, shared_file
from qualcode.workflow.learner_view import seen_at
from qualcode.workflow.lessons import coded_answers, labelled_sentences
from qualcode.workflow.sentence import answer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from qualcode.codebook.interviews import CodedAnswer
    from qualcode.codebook.labelled import Labelled
    from qualcode.codebook.learned import Learned
    from qualcode.codebook.meaning import Meaning
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document
    from qualcode.suggestion.quality import Measured
    from qualcode.suggestion.weights import Outcome


_EXAMPLE = 0.5
"""How much an example counts beside a sentence of an interview: it is clearer than people are."""


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


def coded_of(
    codebook: Codebook, path: Path, keep: Callable[[CodedAnswer], bool] = lambda _answer: True
) -> list[Coded]:
    """Return all that a codebook can learn weights from, its patterns run over it.

    Args:
        codebook: The codebook.
        path: Its file.
        keep: Tells which answers of interviews are learned from.
    """
    coder = Autocoder(codebook)
    spoken = _of_interviews(filter(keep, coded_answers(codebook, path)), codebook, coder)
    return [*spoken, *_of_examples(labelled_sentences(codebook, path), codebook)]


def learn_weights(
    codebook: Codebook,
    path: Path,
    coded: list[Coded],
    *,
    precision: int | None = None,
    by_meaning: bool = False,
    keep: Callable[[CodedAnswer], bool] = lambda _answer: True,
    watch: Watch = SILENT,
) -> Taught:
    """Learn weights, write them beside the codebook, and name them in its YAML.

    Args:
        codebook: The codebook.
        path: Its file.
        coded: What is learned from, see `coded_of`.
        precision: Percentage of proposals that should be right; None = as it was.
        by_meaning: Learn from embeddings as well; otherwise what was learned of them stays.
        keep: Tells which answers of interviews teach the assertion status, as for `coded_of`.
        watch: Told how it goes on.

    Raises:
        DataError: When a file cannot be written.
        MissingExtraError: When embeddings are wanted and the encoder is missing.
    """
    families = {code.id: codebook.family_of(code.id) for code in codebook.leaves}
    former_meaning = _former(codebook, path)
    is_of_these = former_meaning is not None and former_meaning[0] == tuple(families)
    kept = former_meaning[1] if former_meaning and is_of_these else None
    meaning = _meaning(coded, families, watch) if by_meaning else kept
    learner = WeightLearner(families).fit(coded, watch.progress)
    known = frozenset(pattern_key(c.id, p.written) for c in codebook.leaves for p in c.patterns)
    learned = replace(learner.learned_, patterns=known, meaning=meaning)
    statuses = StatusLearner(tuple(families)).fit(list(_stated(codebook, path, learned, keep)))
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


def _stated(
    codebook: Codebook, path: Path, learned: Learned, keep: Callable[[CodedAnswer], bool]
) -> Iterator[Stated]:
    """Yield the codes of coded interviews with their status, and what the steps say of it."""
    coder = Autocoder(codebook, learned=learned)
    for number, answer in enumerate(filter(keep, coded_answers(codebook, path))):
        codes = {at: each.codes for at, each in enumerate(answer.said) if each.codes}
        if codes:
            yield from _stated_in(
                answer, codes, coder, answer.source or answer.interview or f"answer {number}"
            )


def _stated_in(
    answer: CodedAnswer, codes: Mapping[int, Mapping[str, str]], coder: Autocoder, source: str
) -> Iterator[Stated]:
    document = answer_of(
        [each.text for each in answer.said], speaker=answer.speaker, asked=answer.asked
    )
    known, asked = coder.codebook.by_id, fold(answer.asked)
    wanted = {at: [code for code in each if code in known] for at, each in codes.items()}
    for at, code, judgement in coder.judged(document, wanted):
        seen = features_of(fold(answer.said[at].text), asked, known[code].kind, judgement)
        given = Status(codes[at][code])
        yield Stated(code, frozenset(seen), given, judgement.status, source)


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


def _of_interviews(
    answers: Iterable[CodedAnswer], codebook: Codebook, coder: Autocoder
) -> Iterator[Coded]:
    """Yield the sentences of interviews."""
    for number, answer in enumerate(answers):
        said = [each.text for each in answer.said]
        document = answer_of(said, speaker=answer.speaker, asked=answer.asked)
        fired = _fired(document, codebook, coder, is_told=not answer.chosen_on)
        source = answer.source or answer.interview or f"answer {number}"
        is_judged = not (answer.chosen_on or answer.excerpt)
        for at, each in enumerate(answer.said):
            yield Coded(
                seen_at(document, at),
                _claimed(each.codes or {}, codebook),
                fired[at],
                source,
                is_judged=is_judged,
                weight=0 if each.codes is None else 1,
                answer=number,
                interview=answer.interview,
                carries=frozenset(each.codes or ()) & codebook.by_id.keys(),
            )


def _of_examples(labelled: Iterable[Labelled], codebook: Codebook) -> Iterator[Coded]:
    """Yield examples; patterns were written to find them, so what fires there tells nothing."""
    for each in labelled:
        example = each.example
        if each.code in codebook.by_id:
            status = {each.code: example.status} if each.match and example.status else {}
            sentence = Sentence(example.text, example.asked, speaker=example.speaker)
            yield Coded(
                sentence,
                _claimed(status, codebook),
                frozenset(),
                weight=_EXAMPLE,
                carries=frozenset([each.code] if each.match else []),
            )


def _fired(
    document: Document, codebook: Codebook, coder: Autocoder, *, is_told: bool
) -> list[frozenset[str]]:
    """Return the codes that patterns claim in each unit; nothing where that is not to be told."""
    found: list[set[str]] = [set() for _ in document.units]
    if not is_told:
        return [frozenset()] * len(found)
    places = {(start, end): at for at, (_, start, end) in enumerate(document.units)}
    for each in coder.code(document):
        if is_claim(each.status, codebook.by_id[each.code].kind):
            found[places[each.span.start, each.span.end]].add(each.code)
    return [frozenset(codes) for codes in found]


def _claimed(codes: Mapping[str, str | Status], codebook: Codebook) -> frozenset[str]:
    """Return the codes that hold by their status."""
    known = codebook.by_id
    return frozenset(
        code
        for code, status in codes.items()
        if code in known and is_claim(Status(status), known[code].kind)
    )
