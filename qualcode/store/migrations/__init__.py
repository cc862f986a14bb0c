"""The numbered steps by which a project file came to its present schema, in four chapters.

What stands here has run on people's files: a step is never changed, only followed by another.
So a table that is made anew is written out anew.
"""
