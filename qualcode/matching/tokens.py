"""Token patterns, by spaCy's rule matcher on tokens alone: no model of a language is loaded.

English is cut by spaCy's tokenizer, Chinese by jieba. spaCy is loaded when a codebook
with such patterns codes its first text, and a sentence is cut only where a word stands
that some pattern cannot do without.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.matching.regexes import Found, fold_regex
from qualcode.model.codebook import PatternKind
from qualcode.text.fold import fold
from qualcode.text.inflection import forms_of
from qualcode.text.words import chinese_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.matching.regexes import Term
    from qualcode.model.codebook import Pattern

_HAN = re.compile(r"[\u3400-\u9fff]")
_BLOCK = 400
"""Tokens that are matched together: what matches is never longer, and time stays bounded."""
_LONGEST = 60
"""Characters of a token that are looked at."""
_ONCE = (None, "1", "+")
"""Operators under which a token must be there."""
_TEXTS = ("LOWER", "TEXT", "ORTH")


class _Rule(NamedTuple):
    """A token pattern, read."""

    code: str
    written: str
    is_mask: bool
    tokens: list[dict[str, Any]]
    needed: frozenset[str]
    """Words, folded, of which one stands in every match; empty = any may."""


class Tokens:
    """Token patterns, found sentence by sentence.

    Args:
        terms: Patterns and masks; only those of tokens are taken.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for term in terms:
            if term.pattern.kind is PatternKind.TOKEN:
                rule = _rule(term.code, term.pattern, is_mask=term.is_mask)
                self._rules.setdefault(term.pattern.language, []).append(rule)
        self._matchers: dict[str, Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"_rules": self._rules, "_matchers": {}}

    def __bool__(self) -> bool:
        return bool(self._rules)

    def by_unit(
        self, folded: str, text: str, units: Sequence[tuple[int, int]]
    ) -> dict[int, list[Found]]:
        """Return every match by the index of its unit.

        Args:
            folded: The search copy of a document; Chinese is matched in it.
            text: The document as it is written; English is matched in it.
            units: Where its sentences stand.
        """
        found: dict[int, list[Found]] = {}
        for language, rules in self._rules.items():
            source = folded if language == "zh" else text or folded
            for index, (start, end) in enumerate(units):
                if _may_match(rules, folded[start:end]):
                    hits = self._matches(language, source[start:end], start)
                    found.setdefault(index, []).extend(hits)
        return {index: hits for index, hits in found.items() if hits}

    def _matches(self, language: str, sentence: str, offset: int) -> Iterator[Found]:
        """Yield the longest matches of each pattern in a sentence."""
        if language == "zh" and not _HAN.search(sentence):
            return
        nlp, matcher = self._matcher(language)
        places = _cut(nlp, language, sentence)
        for at in range(0, len(places), _BLOCK):
            block = places[at : at + _BLOCK]
            for key, first, last in matcher(_document(nlp, sentence, block)):
                rule = self._rules[language][int(nlp.vocab.strings[key])]
                start, end = block[first][0] + offset, block[last - 1][1] + offset
                yield Found(start, end, rule.code, rule.written, rule.is_mask)

    def _matcher(self, language: str) -> tuple[Any, Any]:
        if language not in self._matchers:
            import spacy
            from spacy.matcher import Matcher

            nlp = spacy.blank("en")  # its vocabulary serves both; jieba cuts Chinese
            matcher = Matcher(nlp.vocab)
            for number, rule in enumerate(self._rules[language]):
                matcher.add(str(number), [rule.tokens], greedy="LONGEST")
            self._matchers[language] = nlp, matcher
        found: tuple[Any, Any] = self._matchers[language]
        return found


def _rule(code: str, pattern: Pattern, *, is_mask: bool) -> _Rule:
    tokens = [
        {name.upper(): value for name, value in each.items()} for each in json.loads(pattern.text)
    ]
    tokens = [_with_forms(each, pattern.language) for each in tokens]
    if pattern.language == "zh":
        tokens = [_folded(each) for each in tokens]
    needed = [_texts(each) for each in tokens if each.get("OP") in _ONCE]
    told = max(needed, key=lambda words: min(map(len, words), default=0), default=frozenset())
    return _Rule(code, pattern.written, is_mask, tokens, told)


def _with_forms(token: dict[str, Any], language: str) -> dict[str, Any]:
    """Return a token that names all forms of its words instead of the words; Chinese has none."""
    if "LEMMA" not in token:
        return token
    value = token["LEMMA"]
    choices = value if isinstance(value, dict) else {"IN": [value]}
    forms = {
        how: [form for word in words for form in _forms(word, language)]
        for how, words in choices.items()
    }
    return {"LOWER": forms} | {name: each for name, each in token.items() if name != "LEMMA"}


def _forms(word: str, language: str) -> tuple[str, ...]:
    return forms_of(word.lower()) if language == "en" else (word,)


def _folded(token: dict[str, Any]) -> dict[str, Any]:
    """Return a token whose texts are folded, as the text is that it is matched in."""
    return {
        name: _folded_value(value) if name in _TEXTS else value for name, value in token.items()
    }


def _folded_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            how: fold_regex(each) if how == "REGEX" else _folded_value(each)
            for how, each in value.items()
        }
    return [fold(each) for each in value] if isinstance(value, list) else fold(value)


def _texts(token: dict[str, Any]) -> frozenset[str]:
    """Return the texts, folded, of which a token must be one; empty = it is not told."""
    for name in _TEXTS:
        value = token.get(name)
        choice = value.get("IN") if isinstance(value, dict) else value
        if choice:
            return frozenset(
                fold(each) for each in ([choice] if isinstance(choice, str) else choice)
            )
    return frozenset()


def _may_match(rules: Sequence[_Rule], folded: str) -> bool:
    return any(
        not rule.needed or any(word[:_LONGEST] in folded for word in rule.needed) for rule in rules
    )


def _cut(nlp: Any, language: str, sentence: str) -> list[tuple[int, int]]:
    """Return where the tokens of a sentence stand, blanks left out."""
    if language == "zh":
        return chinese_words(sentence)
    return [
        (token.idx, token.idx + len(token))
        for token in nlp.tokenizer(sentence)
        if not token.is_space
    ]


def _document(nlp: Any, sentence: str, places: Sequence[tuple[int, int]]) -> Any:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=[sentence[start:end][:_LONGEST] for start, end in places])
