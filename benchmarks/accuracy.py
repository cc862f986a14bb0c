"""How well the shipped codebook codes: against interviews coded twice, and traps.

Precision, recall and F1 of what is asserted, per code, family, status, subject
and language, beside its patterns alone, plain keywords, keywords with a negation window, and one
coder against the other, which is the ceiling.

    python benchmarks/accuracy.py [--gold DIR] [--names A02,B01] [--misses 20] [--false 20]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.gold import (
    Found,
    Key,
    Rate,
    Scorer,
    Statuses,
    credited,
    person_and_code,
    read_gold,
    table_correlation,
)
from qualcode.codebook.learned import learned_of
from qualcode.codebook.reader import read_codebook
from qualcode.matching.autocoder import Autocoder
from qualcode.model.document import Document, Unit
from qualcode.model.transcript import Role, Turn
from qualcode.store.store import Store
from qualcode.text.fold import fold
from qualcode.text.language import languages_of
from qualcode.text.sentences import sentences
from qualcode.workflow.ingest import ImportOptions, import_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qualcode.model.codebook import Codebook

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NEGATORS = re.compile("没|不|莫|无|未|别|not |n't |never |no ")
INTERVIEWER = "INT"
"""Who speaks the traps that must never be coded."""
WINDOW = 6
"""Characters before a keyword in which a negator denies it."""
Keywords = list[tuple[str, re.Pattern[str]]]


def main() -> int:
    """Measure and print; exit 0 also where the labelled material is not here."""
    options = _arguments()
    if not options.gold.exists() or not (SHARED / "domain").exists():
        print(f"nothing measured: the labelled interviews ({options.gold}) are not here")
        return 0
    codebook = read_codebook(options.codebook)
    gold = read_gold(options.gold, filter(None, options.names.split(",")))
    documents = read_documents(options.gold, codebook, set(gold.units))
    scorer = Scorer(gold, codebook)
    keywords = read_keywords()
    coder = Autocoder(codebook, learned=learned_of(codebook, options.codebook))
    patterns = Autocoder(codebook)
    ways = {
        "qualcode": [each for doc in documents for each in coded(coder, doc)],
        "patterns alone": [each for doc in documents for each in coded(patterns, doc)],
        "plain keywords": [each for doc in documents for each in matched(keywords, doc)],
        "keywords, negation": [each for doc in documents for each in denied(keywords, doc)],
    }
    for name, proposed in ways.items():
        print_summary(name, credited(proposed, gold), scorer, codebook)
    print(f"{'one coder, the other':22s} asserted {_rate(scorer.coders())}")
    found = credited(ways["qualcode"], gold)
    print_groups(found, scorer, codebook, documents)
    print_traps(coder, keywords)
    print_listing(found, scorer, options.misses, options.false)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold", metavar="DIR")
    parser.add_argument("--names", default="", help="interviews, with commas; none = all")
    parser.add_argument(
        "--codebook", type=Path, default=ROOT / "codebooks" / "poverty-alleviation.yaml"
    )
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list what is missed")
    parser.add_argument("--false", type=int, default=0, metavar="N", help="list what is wrong")
    return parser.parse_args()


def read_documents(folder: Path, codebook: Codebook, names: set[str]) -> list[Document]:
    """Read the interviews as any user's are read, each with its speaker's subject."""
    with Store.in_memory() as store:
        import_files(store, [folder / "transcripts"], codebook.subjects, ImportOptions())
        return [store.documents.read(each) for each in store.documents.names() if each in names]


def coded(coder: Autocoder, document: Document) -> Iterator[Found]:
    """Yield what the codebook's patterns propose."""
    for each in coder.code(document):
        yield Found(document.name, each.span.start, each.span.end, each.code, each.status.value)


def read_keywords() -> Keywords:
    """Return the indicators of the domain's codebook, as expressions over folded text."""
    codes = json.loads((SHARED / "domain" / "codebook.json").read_text("utf-8"))["codes"]
    found: Keywords = []
    for code in codes:
        for word in (*code["indicators_zh"], *code["indicators_en"]):
            plain = rf"\b{re.escape(fold(word))}\b" if word.isascii() else re.escape(fold(word))
            regex = word.removeprefix("re:") if word.startswith("re:") else plain
            found.append((code["id"], re.compile(regex)))
    return found


def matched(keywords: Keywords, document: Document) -> Iterator[Found]:
    """Yield each keyword in each sentence as asserted."""
    for unit in document.units:
        sentence = fold(document.text[unit.start : unit.end])
        for code, word in keywords:
            if word.search(sentence):
                yield Found(document.name, unit.start, unit.end, code, "asserted")


def denied(keywords: Keywords, document: Document) -> Iterator[Found]:
    """Yield keywords as `matched`, denied where a negator stands just before."""
    for unit in document.units:
        sentence = fold(document.text[unit.start : unit.end])
        for code, word in keywords:
            if hit := word.search(sentence):
                before = sentence[max(0, hit.start() - WINDOW) : hit.start()]
                status = "denied" if NEGATORS.search(before) else "asserted"
                yield Found(document.name, unit.start, unit.end, code, status)


def _rate(rate: Rate) -> str:
    counts = f"({rate.right} right, {rate.wrong} wrong, {rate.missed} missed)"
    return f"P {rate.precision:.2f}  R {rate.recall:.2f}  F1 {rate.f1:.3f}  {counts}"


def print_summary(name: str, found: Statuses, scorer: Scorer, codebook: Codebook) -> None:
    """Print the five figures of a way of coding."""
    asserted, answer = scorer.asserted(found), scorer.answer
    print(f"{name:22s} asserted {_rate(answer.rate(asserted))}")
    families = {(unit, codebook.family_of(code)) for unit, code in asserted}
    by_family = answer.by(lambda key: (key[0], codebook.family_of(key[1])))
    print(f"{'':22s} family   {_rate(by_family.rate(families))}")
    persons = set(map(person_and_code, asserted))
    print(f"{'':22s} persons  {_rate(answer.by(person_and_code).rate(persons))}")
    rho = table_correlation(asserted, answer, [code.id for code in codebook.leaves])
    print(f"{'':22s} table rho {rho:.2f}  status right {scorer.status_right(found):.2f}\n")


def print_groups(
    found: Statuses, scorer: Scorer, codebook: Codebook, documents: list[Document]
) -> None:
    """Print the rate of each family, code, status, subject and language."""
    subjects = scorer.gold.subjects
    language = {doc.name: languages_of(doc.text) for doc in documents}
    asserted, answer = scorer.asserted(found), scorer.answer
    everything = {*asserted, *answer.must}
    groups: dict[str, Callable[[Key], str]] = {
        "family": lambda key: codebook.family_of(key[1]),
        "code": lambda key: f"{codebook.family_of(key[1])} / {key[1]}",
        "subject": lambda key: subjects.get(key[0].split(":")[0], "?"),
        "language": lambda key: language.get(key[0].split(":")[0], "?"),
    }
    for title, group in groups.items():
        print(f"\nby {title}")
        for name in sorted({group(key) for key in everything}):
            there = {key for key in everything if group(key) == name}
            print(f"  {name:44s} {_rate(answer.rate(asserted, there.__contains__))}")
    print_statuses(found, scorer)


def print_statuses(found: Statuses, scorer: Scorer) -> None:
    """Print, for each status of the gold, how many of those found were given it."""
    given: dict[str, list[bool]] = defaultdict(list)
    for key, coding in scorer.gold.codings.items():
        if coding.coders == 2 and key in found:
            given["/".join(sorted(coding.statuses))].append(bool(found[key] & coding.statuses))
    print("\nby status (of what was found)")
    for status, right in sorted(given.items()):
        print(f"  {status:44s} {sum(right)} of {len(right)} right")


def print_traps(coder: Autocoder, keywords: Keywords) -> None:
    """Print the rates on the labelled trap sentences: code and status must be right."""
    lines = (SHARED / "domain" / "traps.jsonl").read_text("utf-8").splitlines()
    true: set[tuple[str, str, str]] = set()
    mine: set[tuple[str, str, str]] = set()
    plain: set[tuple[str, str, str]] = set()
    for trap in map(json.loads, lines):
        if trap["speaker"] == INTERVIEWER:
            continue
        true |= {(trap["id"], each["code"], each["status"]) for each in trap["gold"]}
        document = spoken(trap["text"], trap["speaker"], name=trap["id"])
        mine |= {(trap["id"], each.code, each.status) for each in coded(coder, document)}
        plain |= {(trap["id"], each.code, each.status) for each in denied(keywords, document)}
    print("\ntraps (code and status)")
    for name, found in (("qualcode", mine), ("keywords, negation", plain)):
        print(f"  {name:22s} {_rate(_agreement(found, true))}")


def _agreement(found: set[tuple[str, str, str]], true: set[tuple[str, str, str]]) -> Rate:
    return Rate(len(found & true), len(found - true), len(true - found))


def spoken(text: str, subject: str, *, name: str = "sentence", asked: str = "") -> Document:
    """Return a document of one answer, and the question before it."""
    question = f"Q: {asked}\n"
    start = len(question) + 3
    whole = f"{question}A: {text}"
    turns = [Turn(0, 0, len(question), 3, len(question), "Q", Role.INTERVIEWER)]
    turns.append(Turn(1, start - 3, len(whole), start, len(whole), "A", Role.RESPONDENT))
    units = tuple(Unit(1, *ends) for ends in sentences(whole, start, len(whole)))
    return Document(name, whole, tuple(turns), units, {"A": "A"}, {"A": subject})


def print_listing(found: Statuses, scorer: Scorer, misses: int, wrong: int) -> None:
    """Print sentences that were missed, and sentences that were coded wrongly."""
    asserted, answer, texts = scorer.asserted(found), scorer.answer, scorer.gold.texts()
    for title, keys, most in (
        ("missed", answer.must - asserted, misses),
        ("wrong", asserted - answer.must - answer.may, wrong),
    ):
        _print_sentences(title, sorted(keys)[:most], texts)


def _print_sentences(title: str, keys: Iterable[tuple[str, str]], texts: dict[str, str]) -> None:
    for unit, code in keys:
        print(f"{title}\t{unit}\t{code}\t{texts[unit]}")


if __name__ == "__main__":
    sys.exit(main())
