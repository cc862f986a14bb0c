"""The rule of what counts as a finding: tables, agreement and the engine all go by it."""

from __future__ import annotations

from qualcode.model.codebook import Kind
from qualcode.model.coding import Status
from qualcode.model.query import COUNTED_STATUSES


def is_finding(status: str, kind: Kind) -> bool:
    """Tell whether a coding of this status counts as a finding.

    The speaker must claim that it holds, at least for some; for a countermeasure
    a proposal (``normative``) is what is looked for, so it counts as well.
    """
    is_proposal = kind is Kind.COUNTERMEASURE and status == Status.NORMATIVE
    return status in COUNTED_STATUSES or is_proposal
