"""What a written codebook looks like."""

from __future__ import annotations

from textwrap import dedent

from qualcode.codebook.writer import to_yaml
from qualcode.model.codebook import Code, Codebook, Example, Kind, Pattern, PatternKind
from qualcode.model.coding import Status
from qualcode.model.label import Label
from qualcode.model.subject import Group, Subject, SubjectScheme


def test_short_things_stay_on_a_line_and_long_ones_do_not() -> None:
    subject = Subject(
        "PH",
        Label("贫困户", "Poor household"),
        "home",
        Label(),
        {"zh": ("困难户", "我们")},
        {},
        ("P",),
    )
    long_patterns = tuple(Pattern(f"一年到头来不了{n}回", "zh") for n in range(6))
    scarce = Code(
        id="scarce",
        path="contact/scarce",
        name=Label("走访少", "Rare contact"),
        kind=Kind.PROBLEM,
        theory=("participatory",),
        definition=Label("说话人表示来得少。", "The speaker says: they come rarely, or never."),
        patterns=(
            *long_patterns,
            Pattern("来[一两]回", "zh", PatternKind.REGEX),
            Pattern("no", "en"),
        ),
        masks=(Pattern("* 号", "zh"),),
        examples=(Example("没来过。", "zh"), Example("No.", "en", "PH", "Do they come?")),
        non_examples=(
            Example("没少来", "zh", status=Status.DENIED),
            Example("他姓李", "zh", status=None),
        ),
    )
    codebook = Codebook(
        id="visits",
        name=Label("走访研究", "Visits"),
        version="1.0",
        digest="x",
        codes=(Code("contact", "contact", Label("联系"), definition=Label(en="Contact")), scarce),
        subjects=SubjectScheme((subject,), (Group("home", Label("农户")),)),
        theories={"participatory": Label("参与式扶贫", "Participatory development")},
    )
    assert to_yaml(codebook) == dedent("""\
        qualcode: 1
        id: visits
        version: '1.0'
        name: {zh: 走访研究, en: Visits}
        theories:
          participatory: {zh: 参与式扶贫, en: Participatory development}
        groups:
          - {id: home, name: 农户}
        subjects:
          - id: PH
            name: {zh: 贫困户, en: Poor household}
            group: home
            prefixes: [P]
            aliases: {zh: [困难户, 我们]}
        codes:
          - id: contact
            name: 联系
            definition: Contact
            codes:
              - id: scarce
                name: {zh: 走访少, en: Rare contact}
                kind: problem
                theory: [participatory]
                definition:
                  zh: 说话人表示来得少。
                  en: 'The speaker says: they come rarely, or never.'
                patterns:
                  zh:
                    - 一年到头来不了0回
                    - 一年到头来不了1回
                    - 一年到头来不了2回
                    - 一年到头来不了3回
                    - 一年到头来不了4回
                    - 一年到头来不了5回
                    - re:来[一两]回
                  en: [no]
                masks: {zh: ['* 号']}
                examples:
                  - 没来过。
                  - {text: No., speaker: PH, asked: Do they come?}
                non_examples:
                  - {text: 没少来, status: denied}
                  - 他姓李
        """)


def test_codebook_to_begin_with() -> None:
    empty = Codebook(id="mine", name=Label(en="My study"), version="0.1", digest="")
    assert to_yaml(empty) == ("qualcode: 1\nid: mine\nversion: '0.1'\nname: My study\ncodes: []\n")
