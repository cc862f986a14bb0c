"""Weights of embeddings: which sentences are read, and what is learned from them."""

from __future__ import annotations

import numpy as np

from qualcode.suggestion.features import Sentence
from qualcode.suggestion.lines import Coded
from qualcode.suggestion.meaning import meaning_of, sampled

FAMILIES = {"road": "place", "water": "place", "never": "means"}


def _coded(number: int, code: str = "") -> Coded:
    held = frozenset({code} if code else ())
    return Coded(Sentence(f"{code} {number}"), held, frozenset(), "P1", is_judged=True)


def test_all_that_hold_something_are_read_and_few_that_hold_nothing() -> None:
    coded = [_coded(n, "road") for n in range(10)] + [_coded(n) for n in range(100)]
    example, unsure = _coded(0)._replace(is_judged=False), _coded(0)._replace(weight=0)
    found = sampled([*coded, example, unsure])
    empty = [each for each in found if not each.holds]
    assert [each for each in found if each.holds] == coded[:10]
    assert len(empty) == 5
    assert sum(each.weight for each in empty) == 100


def test_where_little_is_empty_all_of_it_is_read() -> None:
    coded = [*(_coded(n, "road") for n in range(10)), _coded(0), _coded(1)]
    assert sampled(coded) == coded
    assert sampled([_coded(0)]) == [_coded(0)]


def test_what_lies_near_is_found_and_what_was_never_coded_is_not() -> None:
    places = {"road": (5.0, 1.0, 0.0), "water": (5.0, 0.0, 1.0), "": (5.0, -1.0, -1.0)}
    coded = [_coded(n, code) for code in places for n in range(8)]
    rows = np.array([place for place in places.values() for _ in range(8)], np.float32)
    meaning = meaning_of(coded, rows, FAMILIES, "some encoder")
    assert meaning.encoder == "some encoder"
    assert meaning.layer
    assert meaning.layer.weights.shape[0] == meaning.weights.shape[1] == 3
    scores = meaning.scores(rows[[0, 8, 16]]).codes
    assert scores[:2].argmax(axis=1).tolist() == [0, 1]
    assert scores[2, :2].max() < min(scores[0, 0], scores[1, 1])
    assert scores[:, 2].max() <= -20


def test_what_was_said_never_is_learned_as_well() -> None:
    denied = [_coded(n)._replace(carries=frozenset({"road"})) for n in range(8)]
    rows = np.array([[5, 1, 0]] * 8 + [[5, -1, -1]] * 8, np.float32)
    empty = [_coded(n) for n in range(8)]
    scores = (
        meaning_of([*denied, *empty], rows, FAMILIES, "some encoder").scores(rows[[0, 8]]).codes
    )
    assert scores[0, 0] > scores[1, 0]
    assert sampled([*denied, *empty])[:8] == denied


def test_units_tell_what_no_line_through_the_numbers_can() -> None:
    places = [(1, 1), (-1, -1), (1, -1), (-1, 1)]
    coded = [_coded(n, "road" if at < 2 else "water") for at in range(4) for n in range(30)]
    rows = np.array([place for place in places for _ in range(30)], np.float32)
    meaning = meaning_of(coded, rows, FAMILIES, "some encoder")
    scores = meaning.scores(np.array(places, np.float32)).codes
    assert scores.argmax(axis=1).tolist() == [0, 0, 1, 1]


def test_that_there_is_any_code_is_learned_over_the_same_units() -> None:
    rows = np.array([(1, 1)] * 30 + [(-1, -1)] * 30 + [(1, -1)] * 30, np.float32)
    codes = [f"c{number}" for number in range(30)]  # each once: no code is learned by itself
    coded = [*map(_coded, range(30), codes), *map(_coded, range(60))]
    found = meaning_of(coded, rows, dict.fromkeys(codes, "family"), "some encoder").scores(rows)
    assert found.codes.max() <= -20
    assert found.anything[:30].min() > found.anything[30:].max()


def test_how_much_a_sentence_counts_is_not_rounded() -> None:
    """Half a sentence that holds the code beside a whole one that does not."""
    rows = np.ones((80, 2), np.float32) * np.linspace(-1, 1, 80, dtype=np.float32)[:, None]
    half = [_coded(number, "road")._replace(weight=0.5) for number in range(40)]
    coded = [each for pair in zip(half, map(_coded, range(40)), strict=True) for each in pair]
    found = meaning_of(coded, rows, {"road": "place"}, "some encoder").scores(rows).anything
    assert np.allclose(found, -np.log(2), atol=0.25)


def test_the_same_empty_sentences_are_read_in_whatever_order_interviews_stand() -> None:
    held = [_coded(number, "road") for number in range(20)]
    empty = [_coded(number) for number in range(200)]
    first = {each.sentence for each in sampled([*held, *empty])}
    assert {each.sentence for each in sampled([*empty[::-1], *held])} == first
    more = {each.sentence for each in sampled([_coded(999), *held, *empty])}
    assert len(first - more) <= 1
