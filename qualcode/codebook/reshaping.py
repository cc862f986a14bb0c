"""The tree of codes changed as a value: rename, merge, move, remove, add.

What these return is what an edited file must say; `editing` proves each of its
edits against them before anything is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from qualcode.codebook.values import LANGUAGES
from qualcode.errors import UnknownNameError, UsageError
from qualcode.model.codebook import SEPARATOR, Code, Codebook, is_under, leaf, parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.model.codebook import Example, Pattern

T = TypeVar("T")

_LANGUAGE_NAMES: tuple[str, ...] = LANGUAGES

TOP = ""
"""The family of codes that stand under none."""


def code_named(codebook: Codebook, name: str) -> Code:
    """Return the code of an id, a path or a name in either language.

    Raises:
        UnknownNameError: When there is none.
    """
    wanted = name.strip().casefold()
    for code in codebook.codes:
        if wanted in {code.id.casefold(), code.path.casefold()}:
            return code
    for code in codebook.codes:
        if wanted in {code.name.zh.casefold(), code.name.en.casefold()} - {""}:
            return code
    known = [code.id for code in codebook.codes]
    raise UnknownNameError("code", name, known, listing="qualcode codebook show")


def renamed(codebook: Codebook, old: str, new: str) -> Codebook:
    """Return the codebook with another id for a code, wherever it is named.

    Raises:
        UsageError: When the new id is taken.
    """
    _need_free(codebook, new)

    def rename(name: str) -> str:
        return new if name == old else name

    return _mapped(
        codebook,
        lambda code: replace(
            code,
            id=rename(code.id),
            path=SEPARATOR.join(map(rename, code.path.split(SEPARATOR))),
            opposite=tuple(map(rename, code.opposite)),
        ),
    )


def without(codebook: Codebook, code: str) -> Codebook:
    """Return the codebook without a code, those under it, and every mention of them."""
    gone = {each.id for each in codebook.codes if is_under(each.path, codebook.by_id[code].path)}
    kept = replace(codebook, codes=tuple(each for each in codebook.codes if each.id not in gone))
    return _mapped(
        kept,
        lambda each: replace(
            each, opposite=tuple(other for other in each.opposite if other not in gone)
        ),
    )


def moved(codebook: Codebook, code: str, under: str) -> Codebook:
    """Return the codebook with a code, and all under it, as the last of another family.

    Args:
        codebook: The codebook.
        code: Id of the code.
        under: Id of the family; `TOP` = none.

    Raises:
        UsageError: When the family lies under the code, or is a code with patterns of its own.
    """
    path = codebook.by_id[code].path
    home = codebook.by_id[under].path if under else TOP
    if under and is_under(home, path):
        raise UsageError(f"{under!r} lies under {code!r} itself", hint="choose another family")
    _need_family(codebook, under)
    here = parent(path)
    block = [
        replace(each, path=_joined(home, each.path[len(here) + bool(here) :]))
        for each in codebook.codes
        if is_under(each.path, path)
    ]
    rest = [each for each in codebook.codes if not is_under(each.path, path)]
    return replace(codebook, codes=_inserted(rest, block, home))


def added(codebook: Codebook, code: Code, under: str) -> Codebook:
    """Return the codebook with a new code as the last of a family.

    Raises:
        UsageError: When its id is taken, or the family is a code with patterns of its own.
    """
    _need_free(codebook, code.id)
    _need_family(codebook, under)
    home = codebook.by_id[under].path if under else TOP
    block = [replace(code, path=_joined(home, code.id))]
    return replace(codebook, codes=_inserted(list(codebook.codes), block, home))


def merged(codebook: Codebook, gone: str, into: str) -> Codebook:
    """Return the codebook with what finds and shows one code given to another.

    Name, definition, inclusion and exclusion stay those of the code that remains.

    Raises:
        UsageError: When either has codes under it, or both are one.
    """
    one, other = codebook.by_id[gone], codebook.by_id[into]
    if one.id == other.id:
        raise UsageError("a code cannot be merged with itself", hint="name two codes")
    leaves = set(codebook.leaves)
    for each in (one, other):
        if each not in leaves:
            hint = "merge or move these first"
            raise UsageError(f"{each.id!r} has codes under it", hint=hint)
    both = absorbed(other, one)
    codes = (both if each.id == into else each for each in codebook.codes if each.id != gone)
    return _mapped(
        replace(codebook, codes=tuple(codes)),
        lambda each: replace(each, opposite=_redirected(each, gone, into)),
    )


def absorbed(code: Code, gone: Code) -> Code:
    """Return a code with what finds and shows another one; a near miss of one may be its own."""
    shown = {each.text for each in (*code.examples, *gone.examples)}
    near = tuple(each for each in gone.non_examples if each.text not in shown)
    opposite = _union(code.opposite, gone.opposite)
    return replace(
        code,
        theory=_union(code.theory, gone.theory),
        said_by=_union(code.said_by, gone.said_by),
        about=_union(code.about, gone.about),
        opposite=tuple(each for each in opposite if each not in {gone.id, code.id}),
        patterns=joined_patterns(code.patterns, gone.patterns),
        masks=joined_patterns(code.masks, gone.masks),
        examples=_joined_examples(code.examples, gone.examples),
        non_examples=_joined_examples(code.non_examples, near),
    )


def joined_patterns(first: Iterable[Pattern], more: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Return patterns of two codes, Chinese before English; what one has, the other adds not."""
    found = list(first)
    known = {replace(each, line=0) for each in found}
    for each in more:
        bare = replace(each, line=0)
        if bare not in known:
            known.add(bare)
            found.append(each)
    return tuple(sorted(found, key=lambda each: _LANGUAGE_NAMES.index(each.language)))


def same(one: Codebook, other: Codebook) -> bool:
    """Tell whether two codebooks say the same, wherever in a file they say it."""
    return _unplaced(one) == _unplaced(other)


def _unplaced(codebook: Codebook) -> Codebook:
    def bare(items: Iterable[T]) -> tuple[T, ...]:
        return tuple(replace(each, line=0) for each in items)  # type: ignore[type-var]

    codes = (
        replace(
            code,
            line=0,
            patterns=bare(code.patterns),
            masks=bare(code.masks),
            examples=bare(code.examples),
            non_examples=bare(code.non_examples),
        )
        for code in codebook.codes
    )
    return replace(codebook, digest="", codes=tuple(codes))


def _joined_examples(first: tuple[Example, ...], more: tuple[Example, ...]) -> tuple[Example, ...]:
    known = {each.text for each in first}
    return (*first, *(each for each in more if each.text not in known))


def _redirected(code: Code, gone: str, into: str) -> tuple[str, ...]:
    """Return the opposites of a code with one of them become another, none of them itself."""
    if code.id == into or into in code.opposite:
        return tuple(each for each in code.opposite if each != gone)
    return tuple(into if each == gone else each for each in code.opposite)


def _union(first: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return (*first, *(each for each in dict.fromkeys(more) if each not in first))


def _inserted(codes: list[Code], block: list[Code], home: str) -> tuple[Code, ...]:
    """Put codes behind the last of a family."""
    if home == TOP:
        return (*codes, *block)
    last = max(index for index, code in enumerate(codes) if is_under(code.path, home))
    return (*codes[: last + 1], *block, *codes[last + 1 :])


def _joined(home: str, path: str) -> str:
    return f"{home}{SEPARATOR}{path}" if home else path


def _mapped(codebook: Codebook, change: Callable[[Code], Code]) -> Codebook:
    return replace(codebook, codes=tuple(map(change, codebook.codes)))


def _need_free(codebook: Codebook, code: str) -> None:
    if code in codebook.by_id:
        path = codebook.by_id[code].path
        raise UsageError(f"there is a code {leaf(path)!r} already", hint="choose another id")


def _need_family(codebook: Codebook, under: str) -> None:
    if under and codebook.by_id[under].patterns:
        hint = "a family has none: choose another, or move its patterns to a code of their own"
        raise UsageError(f"{under!r} has patterns of its own", hint=hint)
