"""Figures as SVG made by hand: about a kilobyte each, text stays text, nothing to download.

One file a figure, each a pure function from finished numbers to a string; `canvas`
knows how a picture is written, `png` how it becomes pixels.
"""
