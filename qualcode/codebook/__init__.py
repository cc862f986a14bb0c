"""Codebooks: from a researcher's YAML file to the codebook of the model, and back.

A codebook is written and read by people, so everything that is wrong with one is
found in a single reading, each fault with its file, line and column. The way in
is `reader`, the way out `writer`; `archive` keeps a codebook as JSON for the
project file, so that tables never need to read YAML.
"""
