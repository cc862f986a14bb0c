"""A codebook with everything wrong: one reading lists all of it, in the order of the file."""

from __future__ import annotations

from textwrap import dedent

from qualcode.codebook.reader import read_codebook_text
from qualcode.errors import Severity

FAULTY = dedent("""\
    qualcode: 2
    id: 走 访
    nmae: 研究
    theories: {governance: Governance theory}
    groups:
      - {id: household, name: 农户}
      - {id: household, name: Household}
    subjects:
      - {id: PH, name: 贫困户, group: houshold, aliases: [困难户]}
      - {id: TEAM, name: {cn: 工作队, en: Team}, prefixes: {a: b}}
    codes:
      - id: contact
        name: 联系
        patterns: [来往]
        codes:
          - id: scarce
            name: 走访少
            name: Rare contact
            kind: probelm
            theory: [govern]
            definition: 来得少
            opposite: [scarce, closer]
            said_by: [困难户]
            about: [PH，TEAM]
            exclude: [a, b]
            patterns:
              zh: ["re:没(?!少)来", "re:(来)*", "re:(来", "*"]
            examples:
              - {speaker: PX, status: denyed}
          - id: scarce
            name: ""
            definition: Again
          - 走访少
          - name: Close
            definition:
    """)

EXPECTED = """\
f:1:1: the codebook has no name
f:1:1: the codebook has no version (write 'version: "1.0"')
f:1:11: the codebook format '2' is not supported (this program reads version 1)
f:2:5: '走 访' cannot be the id of a codebook \
(ids are made of letters (Chinese too), digits and - _ . and begin with none of - .)
f:3:1: unknown key 'nmae' in the codebook (did you mean 'name'?)
f:7:10: group 'household' is there twice (first in line 6)
f:9:32: there is no group 'houshold' (did you mean 'household'?)
f:10:23: unknown key 'cn' in 'name' of subject 'TEAM' (keys here: zh, en)
f:10:53: 'prefixes' of subject 'TEAM' must be a list, but is a mapping \
(lists are written [a, b] or with '- ' before each item)
f:12:5: code 'contact' has no definition
f:14:15: code 'contact' has both patterns and codes under it \
(move the patterns to one of those codes)
f:18:9: key 'name' stands twice in code 'scarce' (first in line 17)
f:19:15: 'kind' of code 'scarce' is 'probelm', which is not known (did you mean 'problem'?)
f:20:18: there is no theory 'govern' (did you mean 'governance'?)
f:22:20: code 'scarce' is named as its own opposite
f:22:28: there is no code 'closer' (the codebook lists: contact, scarce)
f:23:19: there is no subject '困难户' (did you mean 'PH'?)
f:24:17: there is no subject 'PH，TEAM' (did you mean 'TEAM'?)
f:25:18: 'exclude' of code 'scarce' must be text, but is a list \
(put a text that begins with '[' in quotes)
f:27:16: 're:没(?!少)来' of code 'scarce' cannot be used: \
negative look-ahead is not supported (invalid perl operator: (?!) \
(list words that must not match under 'masks')
f:27:30: 're:(来)*' of code 'scarce' cannot be used: it can match the empty string \
(it would match everywhere: let at least one character be required)
f:27:41: 're:(来' of code 'scarce' cannot be used: \
a bracket '(' that is not closed (missing ): (来)
f:27:50: '*' of code 'scarce' has no word in it
f:29:13: an item of 'examples' of code 'scarce' lacks 'text'
f:29:23: there is no subject 'PX' (the codebook lists: PH, TEAM)
f:29:35: 'status' of an item of 'examples' of code 'scarce' is 'denyed', which is not known \
(did you mean 'denied'?)
f:30:13: code 'scarce' is there twice (first in line 16)
f:31:15: 'name' of code 'scarce' is empty (write something, or remove it)
f:33:9: a code must be keys with values, but is text
f:34:9: a code has no definition
f:34:9: a code has no id
"""


def test_every_fault_is_listed_once_with_its_place() -> None:
    codebook, problems = read_codebook_text(FAULTY, path="f")
    assert codebook is None
    errors = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
    assert "\n".join(errors) + "\n" == EXPECTED
