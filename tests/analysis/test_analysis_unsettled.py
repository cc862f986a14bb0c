"""Places that coders disagree on, counted by column, are those that looking at each one finds."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from qualcode.analysis.agreement.unsettled import Unsettled, unsettled
from qualcode.model.coding import Status
from qualcode.model.excerpt import Mark
from qualcode.model.marks import Marks

STATUSES = ("asserted", "denied")


def mark(**given: object) -> Mark:
    fields = dict.fromkeys(Mark._fields, "") | {"status": "asserted", "review": "accepted"}
    numbers = {"unit": 0, "unit_last": 0, "turn": 0, "start": 0, "stop": 1}
    return Mark(**(fields | numbers | {"document": "D", "code": "c", "source": "person"} | given))  # type: ignore[arg-type]


def at_random(chance: random.Random, coders: list[str]) -> Mark:
    first, source = chance.randrange(4), chance.choice(("person", "rule"))
    name = chance.choice([*coders, "stranger"])
    return mark(
        code=chance.choice("cd"),
        document=chance.choice("DE"),
        source=source,
        coder=name if source == "person" else "rules",
        decided_by=chance.choice([name, ""]),
        review=chance.choice(("accepted", "rejected", "proposed")),
        status=chance.choice(STATUSES),
        unit=first,
        unit_last=first + chance.randrange(2),
    )


def one_by_one(
    marks: list[Mark], by_hand: dict[str, set[str]], settled: list[Mark], statuses: tuple[str, ...]
) -> tuple[int, dict[tuple[str, str], int]]:
    """Count the places, and of each pair of coders those where they differ, mark by mark."""
    said: dict[tuple[str, str, int], set[str]] = {}
    seen: dict[tuple[str, str, int], set[str]] = {}
    judged = []
    for each in marks:
        is_made = each.source == "person"
        who = each.coder if is_made else each.decided_by
        if who not in by_hand or not (is_made or each.review != "proposed"):
            continue
        judged.append([(each.document, each.code, n) for n in range(each.unit, each.unit_last + 1)])
        for place in judged[-1]:
            seen.setdefault(place, set()).add(who)
            if each.review != "rejected" and each.status in statuses:
                said.setdefault(place, set()).add(who)
    touched = {
        (m.document, m.code, unit) for m in settled for unit in range(m.unit, m.unit_last + 1)
    }
    done = {place for places in judged if not touched.isdisjoint(places) for place in places}
    differing = dict.fromkeys(combinations(by_hand, 2), 0)
    places = 0
    for place, yes in said.items():
        judges = seen[place] | {who for who, read in by_hand.items() if place[0] in read}
        if yes != judges and place not in done:
            places += 1
            for pair in differing:
                differing[pair] += set(pair) <= judges and len(yes & set(pair)) == 1
    return places, differing


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("statuses", [STATUSES, (Status.DENIED,)])
def test_places_are_those_found_one_by_one(seed: int, statuses: tuple[str, ...]) -> None:
    chance = random.Random(seed)
    coders = ["a", "b", "c"]
    marks = [at_random(chance, coders) for _ in range(20)]
    by_hand = {name: set(chance.choice(("", "D", "E"))) for name in coders}
    settled = [mark(document="E", unit=1, unit_last=2), mark(document="E", code="other")][
        : seed % 3
    ]
    places, differing = one_by_one(marks, by_hand, settled, statuses)
    counts = np.array([each.status in statuses for each in marks])
    found = unsettled(Marks.of(marks), by_hand, Marks.of(settled), counts)
    assert found.places == places
    most = max(differing.values())
    assert (differing[found.pair[0], found.pair[1]] if found.pair else 0) == most


def test_a_hundred_coders_are_not_too_many() -> None:
    coders = [f"coder {number}" for number in range(100)]
    marks = [mark(coder=name, review="accepted") for name in coders[:-1]]
    by_hand = {name: set[str]() for name in coders}
    assert unsettled(marks, by_hand) == Unsettled()
    dissenting = [*marks, mark(coder=coders[-1], review="rejected")]
    assert unsettled(dissenting, by_hand) == Unsettled(1, (coders[0], coders[-1]))


def test_nothing_said_is_nothing_open() -> None:
    assert unsettled([], {"a": {"D"}, "b": {"D"}}) == Unsettled()
    assert unsettled([mark(coder="a")], {"a": set(), "b": {"D"}}) == Unsettled(1, ("a", "b"))
