"""Languages: folding, sentences, clauses and words, always as positions in the text.

The text itself is never rewritten. Folding makes a *search copy* of exactly the
same length, so that whatever is found in the copy is found in the text.
"""
