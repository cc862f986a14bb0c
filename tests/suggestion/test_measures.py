"""How long speech is: told by interviews as they were held, and by nothing else."""

from __future__ import annotations

from qualcode.suggestion.features import Sentence
from qualcode.suggestion.lines import Coded
from qualcode.suggestion.measures import answer_in, longest_in


def _coded(text: str, answer: int = 0, *, is_judged: bool = True) -> Coded:
    return Coded(Sentence(text), frozenset(), frozenset(), is_judged=is_judged, answer=answer)


def test_of_each_script_hardly_a_sentence_is_longer() -> None:
    coded = [_coded("长" * (20 + (at == 0) * 900)) for at in range(150)]
    coded += [_coded("word " * 14) for _ in range(150)]
    assert longest_in(coded) == (20, 70)
    coded += [_coded("长" * 400, is_judged=False) for _ in range(300)]
    assert longest_in(coded) == (20, 70)


def test_hardly_an_answer_has_more_sentences() -> None:
    sizes = [3] * 149 + [43]
    coded = [_coded("来过。", number) for number, size in enumerate(sizes) for _ in range(size)]
    assert answer_in(coded) == 3
    taken_out = [_coded("来过。", 999, is_judged=False)] * 500
    assert answer_in([*coded, *taken_out]) == 3


def test_of_a_few_the_longest_says_nothing() -> None:
    assert longest_in([_coded("长"), _coded("long")]) == (50, 160)
    assert answer_in([_coded("长")]) == 12
