"""The methods section in draft, and the checklists, from what the project knows and nothing else.

What is drafted is directed content analysis: codes from theory, applied by rules,
decided by persons; codes added on the way are named where there were any. It is not
called grounded theory, and nothing "emerges". Reflexive thematic analysis rejects coefficients of
agreement, so with that approach none are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.analysis.saturation import chao2
from qualcode.model.label import Label, case_count
from qualcode.model.marks import columns_of
from qualcode.model.rounding import half_up
from qualcode.workflow.approaches import Approach
from qualcode.workflow.checklists import checklist_table
from qualcode.workflow.method_facts import facts_of
from qualcode.workflow.method_sentences import coding, counting, deciding, material, origin, trust

if TYPE_CHECKING:
    from qualcode.analysis.table import ResultTable
    from qualcode.workflow.method_facts import Facts
    from qualcode.workflow.project import Project


def methods_paragraph(project: Project, approach: Approach = Approach.DIRECTED) -> Label:
    """Return a draft of the methods section, for the researcher to correct and complete.

    Raises:
        DataError: When nothing has been coded yet.
    """
    facts = facts_of(project)
    parts = [material(facts), coding(facts, approach), deciding(facts)]
    if approach is not Approach.REFLEXIVE:
        parts.append(trust(facts))
    parts.append(counting(facts))
    return Label("".join(part.zh for part in parts), " ".join(part.en for part in parts))


def checklist(project: Project, standard: str) -> ResultTable:
    """Return a reporting checklist, filled as far as the project knows.

    Raises:
        DataError: When nothing has been coded yet.
    """
    facts = facts_of(project)
    known = _coreq(facts) if standard == "coreq" else _srqr(facts)
    return checklist_table(standard, known)


def _coreq(facts: Facts) -> dict[str, Label]:
    """Return what the project knows of the items of COREQ."""
    book = facts.corpus.codebook
    people = len(facts.corpus.participants)
    known = {
        "9": coding(facts, Approach.DIRECTED),
        "12": Label(f"{people} 人", case_count(people, "person")),
        "16": facts.subjects,
        "22": _saturation(facts),
        "24": Label(f"{len(facts.coders)} 人", f"{len(facts.coders)}"),
        "25": Label(
            f"{len(book.families)} 个类属、{len(book.leaves)} 个编码，见编码手册",
            f"{case_count(len(book.families), 'family', 'families')},"
            f" {case_count(len(book.leaves), 'code')}, see the codebook",
        ),
        "26": origin(facts),
        "27": Label(
            f"qualcode {__version__}，手册指纹 {book.digest[:12]}",
            f"qualcode {__version__}, codebook {book.digest[:12]}",
        ),
        "29": Label("引语附编号，见 report quotes", "with ids, see `report quotes`"),
        "30": Label(
            "每个数字可打开至原话（explain）", "every number opens to its words (`explain`)"
        ),
        "31": Label("见频次表", "see the frequency table"),
        "32": Label("见节点表", "see the table of nodes"),
    }
    return known | _from_headers(facts)


def _from_headers(facts: Facts) -> dict[str, Label]:
    """Fill the items that header fields of the transcripts speak of."""
    fields = (("14", "place"), ("15", "present"), ("19", "mode"), ("21", "duration"))
    known = {}
    for item, field in fields:
        told = [each.header[field] for each in facts.documents if each.header.get(field)]
        if told:
            few = "; ".join(dict.fromkeys(told))[:200]
            number = len(told)
            known[item] = Label(f"{number} 份写明：{few}", f"stated in {number}: {few}")
    return known


def _saturation(facts: Facts) -> Label:
    by_document: dict[str, set[str]] = {name: set() for name in facts.corpus.documents}
    names = columns_of(facts.corpus.marks).names
    for document, code in set(zip(names["document"].words(), names["code"].words(), strict=True)):
        by_document.setdefault(document, set()).add(code)
    found = chao2([frozenset(codes) for codes in by_document.values()])
    if found is None:
        return Label("不足两份访谈", "fewer than two interviews")
    estimate = half_up(found.estimate, 1)
    return Label(
        f"见 {found.seen} 个编码，Chao2 估计 {estimate}；手册既定，非归纳饱和",
        f"{case_count(found.seen, 'code')} met, Chao2 estimate {estimate}; a given"
        " codebook, so not inductive saturation",
    )


def _srqr(facts: Facts) -> dict[str, Label]:
    """Return what the project knows of the items of SRQR."""
    return {
        "5": coding(facts, Approach.DIRECTED),
        "10": material(facts),
        "12": facts.subjects,
        "13": Label(
            "文字稿原样保存，位置以 Unicode 字符计，可逐条核对（verify）",
            "transcripts are kept unchanged, positions in Unicode characters, provable by `verify`",
        ),
        "14": deciding(facts),
        "15": trust(facts),
        "17": Label("引语附编号，见 report quotes", "with ids, see `report quotes`"),
    }
