"""The project's table of speakers: kept, and applied when a document is read."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import UsageError, did_you_mean
from qualcode.model.speaker import ALL, SpeakerRule, SpeakerTable
from qualcode.model.transcript import Role
from qualcode.transcripts.labels import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.store.store import Store
    from qualcode.transcripts.options import ReadingOptions

SPEAKERS = "speakers"


def kept_speakers(store: Store) -> SpeakerTable:
    """Return the project's table of speakers."""
    kept = json.loads(store.settings.get(SPEAKERS, "{}"))
    return SpeakerTable(
        {
            document: {label: _revived(rule) for label, rule in labels.items()}
            for document, labels in kept.items()
        }
    )


def keep_speakers(store: Store, table: SpeakerTable) -> None:
    """Keep a table of speakers in the project, in place of the one that is there."""
    with store.transaction():
        store.settings.set(SPEAKERS, _as_json(table))


def rename_in_rules(store: Store, old: str, new: str) -> None:
    """Let the rules for a document follow it to another name, within a transaction."""
    table = kept_speakers(store)
    if old in table.rules:
        renamed = {new if name == old else name: rules for name, rules in table.rules.items()}
        store.settings.set(SPEAKERS, _as_json(SpeakerTable(renamed)))


def by_first_names(store: Store, table: SpeakerTable) -> SpeakerTable:
    """Return a table with the rules for renamed documents under the names of their files, too."""
    renamed = store.first_names.renamed()
    firsts = {first: table.rules[name] for name, first in renamed.items() if name in table.rules}
    return SpeakerTable({**firsts, **table.rules})


def _as_json(table: SpeakerTable) -> str:
    rules = {
        document: {label: asdict(rule) for label, rule in labels.items()}
        for document, labels in table.rules.items()
        if labels
    }
    return json.dumps(rules, ensure_ascii=False)


def changed_speakers(
    store: Store, *, told: Sequence[str], forgotten: Sequence[str], documents: Sequence[str]
) -> bool:
    """Change the project's table of speakers, and tell whether anything changed.

    Args:
        store: The project.
        told: Roles, such as ``甲=interviewer``.
        forgotten: Labels of which nothing shall be said any more.
        documents: For which documents; none = for all.

    Raises:
        UsageError: A role has another form, or there is no such role.
    """
    former = kept_speakers(store)
    table = former
    rules = dict(map(rule_told, told))
    for document in documents or (ALL,):
        for label in forgotten:
            table = table.without(label, document)
        table = table.with_rules(SpeakerTable({document: rules}))
    if list(table) == list(former):
        return False
    keep_speakers(store, table)
    return True


def rule_told(told: str) -> tuple[str, SpeakerRule]:
    """Return the label and what is said of it, of words such as ``甲=interviewer``.

    Raises:
        UsageError: When they are no such words, or there is no such role.
    """
    label, sign, role = told.replace("＝", "=").rpartition("=")
    choices = [each.value for each in Role]
    if not sign or not label.strip():
        raise UsageError(f"not a speaker: {told!r}", hint="write --set 甲=interviewer")
    if role.strip().lower() not in choices:
        hint = did_you_mean(role, choices) or f"choose from: {', '.join(choices)}"
        raise UsageError(f"there is no role {role.strip()!r}", hint=hint)
    return label.strip(), SpeakerRule(Role(role.strip().lower()))


def options_for(options: ReadingOptions, table: SpeakerTable, document: str) -> ReadingOptions:
    """Return the reading options for a document; what the command line says goes first."""
    told = {canonical(label) for label in (*options.interviewer, *options.respondent)}
    roles = {
        label: rule.role
        for label, rule in table.of(document).items()
        if rule.role and canonical(label) not in told
    }
    return replace(options, roles=roles)


def rules_for(table: SpeakerTable, document: str) -> Mapping[str, SpeakerRule]:
    """Return the rules for a document by canonical label."""
    return {canonical(label): rule for label, rule in table.of(document).items()}


def _revived(kept: Mapping[str, Any]) -> SpeakerRule:
    role = Role(kept["role"]) if kept["role"] else None
    return SpeakerRule(role, kept["participant"], kept["subject"])
