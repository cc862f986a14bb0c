"""The forms of an English word, by the rules of spelling and a table of irregular ones.

A pattern that asks for any form of a word (``come~``) is spelt out when the codebook
is compiled, so that finding it costs no more than finding the word itself, and needs
no dictionary of the language.
"""

from __future__ import annotations

import re

_IRREGULAR = """
be am is are was were been being isn't aren't wasn't weren't
have has had having
do does did done doing
go goes went gone going
come comes came coming
say says said saying
get gets got gotten getting
make makes made making
know knows knew known knowing
think thinks thought thinking
take takes took taken taking
see sees saw seen seeing
give gives gave given giving
find finds found finding
tell tells told telling
feel feels felt feeling
leave leaves left leaving
bring brings brought bringing
begin begins began begun beginning
keep keeps kept keeping
hold holds held holding
write writes wrote written writing
stand stands stood standing
hear hears heard hearing
let lets letting
mean means meant meaning
set sets setting
meet meets met meeting
run runs ran running
pay pays paid paying
sit sits sat sitting
speak speaks spoke spoken speaking
lie lies lay lain lying lied
lead leads led leading
read reads reading
grow grows grew grown growing
lose loses lost losing
fall falls fell fallen falling
send sends sent sending
build builds built building
understand understands understood understanding
draw draws drew drawn drawing
break breaks broke broken breaking
spend spends spent spending
cut cuts cutting
rise rises rose risen rising
drive drives drove driven driving
buy buys bought buying
wear wears wore worn wearing
choose chooses chose chosen choosing
seek seeks sought seeking
throw throws threw thrown throwing
catch catches caught catching
deal deals dealt dealing
win wins won winning
forget forgets forgot forgotten forgetting
sell sells sold selling
teach teaches taught teaching
eat eats ate eaten eating
drink drinks drank drunk drinking
sing sings sang sung singing
swim swims swam swum swimming
put puts putting
cost costs costing
hit hits hitting
hurt hurts hurting
shut shuts shutting
spread spreads spreading
quit quits quitting
lend lends lent lending
feed feeds fed feeding
fight fights fought fighting
shoot shoots shot shooting
show shows showed shown showing
steal steals stole stolen stealing
sleep sleeps slept sleeping
sweep sweeps swept sweeping
swear swears swore sworn swearing
tear tears tore torn tearing
wake wakes woke woken waking
hide hides hid hidden hiding
ride rides rode ridden riding
shake shakes shook shaken shaking
bear bears bore born borne bearing
bend bends bent bending
bind binds bound binding
bite bites bit bitten biting
blow blows blew blown blowing
dig digs dug digging
fly flies flew flown flying
freeze freezes froze frozen freezing
hang hangs hung hanging
learn learns learned learnt learning
become becomes became becoming
owe owes owed owing
die dies died dying
tie ties tied tying
man men
woman women
child children
person people persons
foot feet
tooth teeth
wife wives
life lives
half halves
leaf leaves
knife knives
shelf shelves
sheep sheep
"""
_FORMS = {row.split()[0]: tuple(row.split()) for row in _IRREGULAR.strip().splitlines()}
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_DOUBLING = re.compile(r"^[^aeiou]*(?:qu)?[aeiou][bdgklmnprtvz]$")


def forms_of(word: str) -> tuple[str, ...]:
    """Return the forms of an English word, itself first: visit, visits, visited, visiting.

    Args:
        word: The dictionary form of a verb or noun, in small letters.
    """
    known = _FORMS.get(word)
    if known:
        return tuple(dict.fromkeys((word, *known)))
    return tuple(dict.fromkeys((word, _with_s(word), *_past_and_present(word))))


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _SIBILANT.search(word) else "s")


def _past_and_present(word: str) -> tuple[str, str]:
    if word.endswith("ie"):
        return word + "d", word[:-2] + "ying"
    if word.endswith("ee"):
        return word + "d", word + "ing"
    if word.endswith("e"):
        return word + "d", word[:-1] + "ing"
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ied", word + "ing"
    stem = word + word[-1] if _DOUBLING.match(word) else word
    return stem + "ed", stem + "ing"
