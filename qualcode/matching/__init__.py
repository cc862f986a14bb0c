"""From sentences to proposals: patterns, assertion status, about, each step with its reason.

`ENGINE` names the behaviour of this room. It is part of what marks a document
as coded, so a better engine codes the same documents again; raise it whenever a
change here can change a coding.
"""

from __future__ import annotations

ENGINE = "4"
