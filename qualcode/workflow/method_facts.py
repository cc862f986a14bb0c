"""What a project shows of its own method: material, coders, decisions, codes added on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.findings import is_counted
from qualcode.codebook.archive import from_json
from qualcode.model.coding import Review
from qualcode.model.label import Label
from qualcode.model.marks import columns_of
from qualcode.model.query import CodingQuery
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.tabulate import TALLIED, corpus_of
from qualcode.workflow.validating import has_answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.document import DocumentInfo
    from qualcode.store.origins import Origins
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Facts:
    """What the project knows of itself."""

    corpus: Corpus
    documents: Sequence[DocumentInfo]
    coders: tuple[str, ...]
    counted: int
    """Codings that tables count."""
    undecided: int
    """Of these, those that no person has decided on."""
    validated: bool
    double_coded: int
    """Documents that two persons or more have coded."""
    origins: Origins
    """What machines proposed, what became of it, and what persons made."""
    added: tuple[str, ...]
    """Codes that were not in the codebook when coding began."""

    @property
    def beside(self) -> int:
        """Return how many codings that nobody has rejected are denied, wished or the like."""
        return len(self.corpus.marks) - self.counted

    @property
    def subjects(self) -> Label:
        """Return how many persons of each kind were interviewed."""
        scheme = self.corpus.codebook.subjects
        found = Counter(person.subject for person in self.corpus.participants)
        listed = {each.id: place for place, each in enumerate(scheme.subjects)}
        ordered = sorted(found, key=lambda each: listed.get(each, len(listed)))
        numbers = {each: found[each] for each in ordered}
        names = {
            each: scheme.name_of(each) if each else Label("未知", "unknown") for each in numbers
        }
        zh = "、".join(f"{names[each].say('zh')} {n} 人" for each, n in numbers.items())
        en = ", ".join(f"{names[each].say('en')} n = {n}" for each, n in numbers.items())
        return Label(zh, en)


def facts_of(project: Project) -> Facts:
    """Return what a project shows.

    Raises:
        DataError: When nothing has been coded yet.
    """
    corpus = corpus_of(project, project.codebook(), CodingQuery(), TALLIED)
    marks = columns_of(corpus.marks)
    counts = is_counted(marks, corpus.codebook)
    coders = project.store.views.coders()
    persons = tuple(name for name, is_person in coders.items() if is_person and name != CONSENSUS)
    read = Counter(name for each in persons for name in project.store.views.documents(each))
    return Facts(
        corpus,
        project.store.overview.infos(),
        persons,
        int(counts.sum()),
        int((counts & marks.having("review", [Review.PROPOSED])).sum()),
        has_answers(project),
        sum(number > 1 for number in read.values()),
        project.store.codings.origins(),
        _added(project),
    )


def _added(project: Project) -> tuple[str, ...]:
    """Return the codes that were not in the first codebook that anything was coded under."""
    versions = project.store.codebooks.versions()
    if not versions:
        return ()
    first = from_json(project.store.codebooks.content(versions[0].digest))
    given = {code.id for code in first.leaves}
    return tuple(code.id for code in project.codebook().leaves if code.id not in given)
