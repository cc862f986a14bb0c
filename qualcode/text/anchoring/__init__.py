"""Finding quotes again in a corrected text: by alignment, by order, by context, by likeness.

Pure: two texts and some spans in, one anchor for each span out. Used wherever a text
takes the place of another one: corrected transcripts, a colleague's copy of a project.
"""

from __future__ import annotations

from qualcode.text.anchoring.anchors import anchor

__all__ = ["anchor"]
