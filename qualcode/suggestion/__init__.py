"""Suggestion: from decisions to the next best sentence, to new words, to groups of the uncoded.

Nothing here decides. Everything that comes out is a proposal with its reasons,
reviewed like any other. scikit-learn is known here alone.
"""
