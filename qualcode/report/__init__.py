"""Tables and excerpts as a person reads them in a terminal.

Words from a transcript reach Rich only as `Text`: its markup would swallow
``[laughs]`` and turn ``:smile:`` into a picture.
"""
