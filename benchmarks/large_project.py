"""A project file of a large study: 200 codes, 4,000 interviews, a million codings, one decider.

Made once for the benchmarks that time whole commands; takes some minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.review import REPO, decide, fill
from qualcode.store.store import Store
from qualcode.workflow.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAMILIES = 20
KINDS = (*("problem",) * 8, "cause", "countermeasure")
"""Kinds of the codes of a family."""
_HEAD = """qualcode: 1
id: large
version: '1.0'
name: {zh: 大, en: Large}
theories:
  participatory: {zh: 参与式扶贫, en: Participatory development}
  governance: {zh: 治理理论, en: Governance}
"""


def make(path: Path, interviews: int, codings: int) -> None:
    """Make the project and its codebook; 2,000 codings are decided on by li.

    Args:
        path: The project file; the codebook is written beside it.
        interviews: How many.
        codings: How many in all, about.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "codebook.yaml").write_text(codebook(), encoding="utf-8")
    with Store.create(path) as store:
        project = Project(store, path)
        fill(project, interviews, codings // interviews)
        decide(project)


def codebook() -> str:
    """Return a codebook of 200 codes in 20 families, with the subjects of the poverty codebook."""
    poverty = (REPO / "codebooks" / "poverty-alleviation.yaml").read_text(encoding="utf-8")
    subjects = poverty[poverty.index("\ngroups:") : poverty.index("\ncodes:")]
    return "\n".join((_HEAD.rstrip(), subjects.strip(), "codes:", *_codes(), ""))


def _codes() -> Iterator[str]:
    for family in range(FAMILIES):
        theory = ("governance", "participatory")[family % 2]
        yield f"- {{id: f{family}, name: {{zh: 类{family}, en: Family {family}}}, {_DEFINITION},"
        yield f"   theory: [{theory}], codes: ["
        for number, kind in enumerate(KINDS):
            name = f"{{zh: 码{family}-{number}, en: Code {family}-{number}}}"
            words = f"{{zh: [独{family}词{number}]}}"
            yield f"  {{id: c{family}-{number}, name: {name}, {_DEFINITION},"
            yield f"   kind: {kind}, patterns: {words}}},"
        yield "  ]}"


_DEFINITION = "definition: {zh: 某码, en: Some code}"
