"""The rows of a codebook: the appendix of a study."""

from __future__ import annotations

from textwrap import dedent

from qualcode.codebook.listing import COLUMNS, codebook_rows
from qualcode.codebook.reader import read_codebook_text

TEXT = dedent("""\
    qualcode: 1
    id: visits
    version: "2.1"
    name: Visits
    theories: {participatory: Participatory development, governance: Governance}
    subjects:
      - {id: PH, name: 贫困户}
      - {id: SPH, name: 特困户}
    codes:
      - id: contact
        name: 联系
        definition: 来往
        codes:
          - id: scarce
            name: {zh: 走访少, en: Rare contact}
            kind: problem
            theory: [participatory, governance]
            construct: regular presence
            definition: {zh: 来得少, en: They come rarely}
            include: {zh: 次数少, en: Low counts}
            exclude: {zh: 走过场, en: Photo visits}
            opposite: [close]
            said_by: [PH, SPH]
            about: [PH]
            patterns: {zh: [没见过, "re:来(一|两)回"], en: [hardly ever, visit*]}
            masks: {zh: [没见过世面], en: [visitor]}
            examples: [没来过, {text: Never., status: partial}]
            non_examples: [他姓李, {text: 没少来, status: denied, why: 没少 = often}]
          - {id: close, name: Close, kind: positive, definition: d, opposite: [scarce]}
    """)


def test_rows() -> None:
    codebook, _ = read_codebook_text(TEXT, path="f")
    assert codebook is not None
    family, scarce, close = codebook_rows(codebook)
    assert scarce == {
        "code": "scarce",
        "name_zh": "走访少",
        "name_en": "Rare contact",
        "path": "contact/scarce",
        "parent": "contact",
        "family": "contact",
        "kind": "problem",
        "theory": "participatory; governance",
        "construct": "regular presence",
        "definition_zh": "来得少",
        "definition_en": "They come rarely",
        "include_zh": "次数少",
        "include_en": "Low counts",
        "exclude_zh": "走过场",
        "exclude_en": "Photo visits",
        "patterns_zh": "没见过、re:来(一|两)回",
        "patterns_en": "hardly ever; visit*",
        "masks": "没见过世面; visitor",
        "examples": "没来过 | Never. [partial]",
        "non_examples": "他姓李 | 没少来 [denied, 没少 = often]",
        "opposite": "close",
        "said_by": "PH; SPH",
        "about": "PH",
        "version": "2.1",
    }
    assert (family["code"], family["parent"], family["family"]) == ("contact", "", "contact")
    assert (close["name_zh"], close["name_en"], close["patterns_zh"]) == ("", "Close", "")


def test_every_row_has_the_columns_in_order() -> None:
    codebook, _ = read_codebook_text(TEXT, path="f")
    assert codebook is not None
    assert {tuple(row) for row in codebook_rows(codebook)} == {COLUMNS}
