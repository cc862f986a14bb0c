"""The choices of options that are not records of the model."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How a listing is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"
    HTML = "html"
    LATEX = "latex"
    XLSX = "xlsx"
    DOCX = "docx"


class Headers(StrEnum):
    """What stands above the columns of files: words in a language, or stable keys."""

    EN = "en"
    ZH = "zh"
    KEYS = "keys"


class Kinds(StrEnum):
    """Kinds of code, and all of them."""

    PROBLEM = "problem"
    CAUSE = "cause"
    POSITIVE = "positive"
    COUNTERMEASURE = "countermeasure"
    THEME = "theme"
    ALL = "all"


class Base(StrEnum):
    """What percentages are of."""

    ALL = "all"
    CODED = "coded"


class Sort(StrEnum):
    """Order of rows."""

    CODEBOOK = "codebook"
    SIZE = "size"


class Encoding(StrEnum):
    """Encoding of exported CSV files."""

    UTF8_SIG = "utf-8-sig"
    UTF8 = "utf-8"
    GB18030 = "gb18030"
