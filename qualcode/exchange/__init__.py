"""Tables and texts that leave the program: CSV, TSV, JSON, Markdown.

Every format takes the same `ResultTable`, so they agree cell for cell.
"""
