"""Cue words of English interview speech: data, no rules.

Each name is an alternation in the notation of `re`, read by the steps in
`english`. The words are written as the folded text has them, lower case with
straight quotes.
"""

# ruff: noqa: E501  a family of words reads best on one line
from __future__ import annotations

from qualcode.matching.assertion.tables import phrases

_NT = r"\b(?:do|does|did|is|are|was|were|ca|could|would|should|wo|has|have|had|need|must|ai)n't\b"
_START = r"(?:(?m:^)|(?<=[.!?;:\"] ))"

# Denied by what follows.
REFUTED_AFTER = phrases(r"""
    (?:is|was|are|were|that's|it's|that is) (?:nonsense|a lie|lies|not true|untrue|rubbish|the wrong word|not so|not the (?:case|trouble|problem))\b
    never happened\b | (?:does not|doesn't|did not|didn't) (?:exist|happen)\b
""")

# Whose view.
PEOPLE = phrases(r"""
    they | he | she | people | everyone | everybody | others | officials? | cadres? | villagers? | households? | neighbou?rs? | growers
    workers | farmers | auditors | delegates | the [\w' -]{1,30}? | my [\w' -]{1,24}? | his \w+ | her \w+ | a [\w-]+ \w+ | one of \w+
    [\w ]{1,20} (?:people|folk|women|men|hands)
""")
SAYING = phrases(r"""
    say | says | said | saying | claim(?:s|ed)?(?!\s(?:was|is|for|of|form|were|had|has|went)\b) | insists? | insisted | swears? | swore | reckons? | complains? | complained
    accuses? | accused | call(?:s|ed)?(?=\s(?:us|me)\b) | tells? (?:me|us|each other|everyone|people)
    told (?:me|us|everyone|people) | (?:keeps? |kept )?(?:telling (?:me|us)|saying) | thinks? | argues? | argued | suggests? | suggested | promises | grumbles? | grumbled
    wr(?:ites|ote) that | mutters? | whisper(?:s|ed)? | murmur(?:s|ed)? | hint(?:s|ed)? | maintain(?:s|ed)? that | alleges? | announce[sd]?
""")
REPORTS = (
    r"\b(?:sa(?:ys?|id|ying)|claim|insist|sw(?:ears?|ore)|reckon|complain|accus|call(?=(?:s|ed)?\s(?:us|me)\b)|tell|told|think|argue|suggest|promis"
    r"|grumbl|whisper|murmur|hint|maintain|alleg|announc|view|opinion|eyes|wr(?:ites|ote)|mutter|accord|hear|word|rumou?r|supposed|alleged|on paper)"
)
HEARSAY = phrases(r"""
    according to (?P<source>[\w' -]{2,40}?)(?=,|$|\s(?:we|they)\b) | i(?:'ve)? heard?\b(?!\s(?:of|from|about)\b)
    i am told\b | i'm told\b | i was told\b | we(?: were|'re| are) told\b | word is\b | rumou?r has it\b | it is said\b
    in (?P<view>(?!my\b|our\b)[\w' ]{2,24}?) (?:view|opinion|eyes)\b | on paper\b | supposedly\b | allegedly\b | so they say\b | from what [\w' ]{2,40}? (?:say|says|said|tell|tells)\b
""")
OWN_VOICE = phrases(r"""
    ^(?:i|we) (?!was\b|were\b|am\b|are\b|have been\b)(?:\w+ ){0,2}(?:say|said|think|thought|believe|told|reckon|swear|complain)
    \b(?:nobody|no one|never|didn't|did not|doesn't|does not|don't|do not|not|who|to|would|could|can't|cannot|won't)\b[^,]{0,20}(?:say|said|says|told|tells?|calls?|called|think)\b
    \b(?:i'd|i would|let's|let me|as they) say\b
""")
CROWD = phrases(r"""
    they (?:\w+ )?tell | people | everyone | everybody | others | villagers | households? | neighbou?rs? | growers | workers | farmers | one of
    [\w ]{1,20} (?:people|folk)
""")
JUDGING = phrases(r"""
    (?:he|she) (?!says\b|tells\b)\w+s\b | (?!he |she )[\w' -]{1,40}? (?:says?|tells? (?:me|us)|thinks?|reckons?|argues?|suggests?|promises|maintains?)\b
    claim | insist | swears? | swore | complain | accus | call | telling | saying | grumbl | mutter | whisper | murmur | hint | alleg | keeps?
""")
"""Verbs and ways of saying that give a view; "he said" and "the secretary told me" tell a story."""
JUDGES_US = r"(?!he |she )[\w' -]{1,40}? (?:said|told (?:me|us))(?: that)?,? (?:we|our|us)\b"
SAID_AFTER = r",? (?:they|he|she|people|the \w+) (?:say|says|said|tell us|told us|claim|claims)\b(?=[.,;!]|$)"
RESUMES = phrases(r"""
    [,;] (?:but|yet|though|although|actually|in fact|in truth|i|and i|and we|and then|and the same|and it|and nothing|and now|and still)\b
    \bbut (?!wind|rain)
""")

# Conditions, wishes, fears.
WOULD = r"\b(?:would|could|might|will|shall|won't|wouldn't|couldn't|may)\b|'(?:d|ll)\b"
IF = r"(?<!\bas )(?<!\basks )(?<!\bask )\b(?:if|suppose|supposing|imagine|in case|lest|unless)\b(?! you| anything| not\b| only| we call)"
IF_ONLY = phrases(r"""
    if only\b | (?:i|we) wish\b | hopefully\b | (?:i|we) hope\b | hoping\b | would be (?:nice|good|better|great)\b
    (?:i|we)(?:'d| would) (?:like|love|prefer|give anything)\b
""")
INTEND = phrases(r"""
    thinking (?:of|about)\b | some ?day\b | planning (?:to|on)\b | intend(?:s|ed)? to\b | hopes? to\b | dream(?:s|ing)? of\b | (?:might|may) (?:one day|yet)\b
    one day (?:i|we|he|she|they)(?:'ll| will| might| hope)\b
""")
INVERTED = rf"{_START}(?:should|were|had) (?:the|they|we|i|he|she|it|my|our|those|there|you|someone|somebody)\b"
WERE_IT_SO = rf"{_START}(?:given|with|without|give|one more|once|next (?:spring|year|season|month)|should|were|had)\b"
FEAR = r"\b(?:afraid|fear|fears|worry|worried|worries|hate to see|risk of|for fear|scared)\b"

# Rules and plans.
FORBID = phrases(rf"""
    (?:must|should|ought|shall) ?(?:not|never|n't)\b | (?:mustn't|shouldn't)\b | (?:can't|cannot) keep\b
    (?:to|must|should|we) (?:avoid|prevent|stop|end|overcome|eliminate|ban|forbid)\b | prohibit(?:s|ed)?\b | guard against\b
    {_START}(?:don't|do not) (?:ever )?(?!get|mind|you\b|we\b|they\b|i\b|know|think|even)\w+
    put an end to\b | zero tolerance\b | (?:is|are) to be no\b | no \w+(?: \w+)? (?:may|must|shall|should|is to|can) (?:be|ever|go)\b | let there be no\b | never again\b | not (?:be )?(?:allowed|permitted)\b | ought to\b | should(?! i\b)\b
""")
OUGHT = phrases(r"""
    (?:is|are|was|were) (?:supposed|meant|expected|required|obliged) to\b | the rule (?:is|says)\b
    (?:must|should|ought|shall|need to|needs to|had better|let us|let's)\b | (?:have|has) (?:got )?to\b
    it is (?:essential|necessary|important|vital)\b
""")
PLAN = phrases(r"""
    (?:suggestions? (?:is|are|would be)|proposals? (?:is|are)|plans? to|propose|suggest|recommend|call for|want to|aim to|going to|strive|we will|we shall|will|needs?|wants?|would like)\b
""")

# Time.
PAST = phrases(rf"""
    {_START}until (?:last|this|recently|a few|two|three)\b | used to\b | formerly\b | in the past\b | back then\b | in those days\b | years? ago\b | in the old days\b
    previously\b | in (?:my|our|his|her) (?:father|uncle|mother|grandfather)'s (?:day|time)\b
    when (?:i|we) (?:was|were) (?:young|small|little|(?:a )?(?:child|children|boys?|girls?|kids?))\b | {_START}before(?:,| that\b) | before that\b | {_START}earlier\b
    there was a (?:time|year|winter|summer)\b | at one time\b | {_START}one (?:year|winter|summer|spring|autumn)\b
""")
PAST_OF_TROUBLES = phrases(rf"""
    {_START}(?:back )?in (?:19[0-9]{{2}}|200[0-9]|201[0-5])\b | in the first (?:year|month|winter|weeks?|months|days)\b | {_START}the first (?:year|month|winter|summer|weeks?|months)\b
    at first\b | (?:in|at) the (?:beginning|start)\b
""")
"""A deed of that time has been done; a trouble of that time need not be one any more."""
PAST_ONCE = phrases(rf"""
    {_START}(?:at first|in the beginning|at the (?:beginning|start)|early on|in (?:the|our|my) first \w+|the first (?:winter|year|summer|time)|(?:back )?in (?:19|20)[0-9]{{2}}|until|before|when|after|up to|around|there was|for \w+ years|under|our first|back in)\b
    back in\b | at one time\b | {_START}one (?:year|winter|summer|spring|autumn)\b
""")
STORY = r"\b(?:in (?:19[0-9]{2}|200[0-9]|201[0-5])|in those days|back then|before that)\b"
NOW = r"\b(?:now|nowadays|these days|today|since then|at present|currently|this year|any ?more|since the)\b"
ENDED = phrases(r"""
    \bbut that (?:was|is|ended|has)\b | \bthat ended\b | \bended\b | \bis over\b | \bare over\b | \bhas (?:since )?(?:eased|changed|stopped|closed)\b
    \bbehind us\b | \bput right\b | \bno longer\b | \bhas been (?:fixed|solved)\b
""")
OVER = f"{NOW}|{ENDED}"
STILL = r"\b(?:still|to this day|even now|ever since)\b"
NO_LONGER = r"\b(?:no longer|not any longer)\b"
BYGONE = r"time was when\b|the (?:days|years|time) (?:of|when)\b"
WALL = phrases(r"""
    (?:banner|slogan|poster|sign|motto|placard|wall|billboard)s? (?:\w+ ){0,2}?(?:reads?|says?|said|shouts?|proclaims?|promises|is|was)\b
    (?:painted|written|posted) on (?:the|every|a) wall\b
""")
NOT_ANYMORE = phrases(r"""
    until (?:it|they|he|she|the \w+) (?:closed|left|stopped|shut|went|died|ran|folded|collapsed|broke|ended|moved)\b
    once, (?:not|but)\b | not (?:now|these days)\b | (?:then|and|but|before) (?:it|they|that) (?:folded|closed|stopped|collapsed|failed|ended|went under|broke up|dried up|fell through)\b
    (?:is|are) (?:a thing of the past|history now|gone for good|gone now)\b | (?:is|are) (?:over|behind us)\b
    (?:any ?more|any longer)\b | that (?:was then|ended|is over|time is over)\b | but that (?:was|is|ended)\b
    has (?:since )?(?:eased|ended|stopped|closed)\b | closed (?:down|last)\b | shut down\b | went bust\b | went bankrupt\b
""")

# Parts, irony, questions.
NOT_ALL = rf"(?:\bnot|{_NT}) (?:all|every|everyone|everybody|always|entirely|quite|altogether|wholly|completely|each)\b"
SOME = phrases(r"""
    (?:a few(?! (?:dozen|hundred|thousand|yuan|days|weeks|months|years|times|steps|miles|minutes))|to (?:some|a certain) (?:extent|degree)|up to a point|more or less|a couple(?! of (?:days|weeks|months|years|hundred|times))|a handful|one or two|partly|in part|half (?:of|the|our)|a minority|sometimes|not many|only some|in some)\b
    some(?= (?:of|households|families|people|villagers|cadres|men|women|homes|do|are|come|still)\b)
""")
MOCKERY = phrases(rf"""
    {_START}oh,? (?:wonderful|great|lovely|splendid|yes|sure|he is|she is|they are|very)\b
    \bhow (?:thoughtful|kind|generous|nice)\b
""")
SOME_HELP = r"(?:a )?(?:fine|nice|lovely) \w+, |some \w+ (?:that|they|he|she) (?:was|were|is|are)\b(?=[^?]*!)"
SO_CALLED = r"\bso-called\b"
KNOW_NOT_IF = r"(?:don't|do not|didn't|couldn't|could not|can't|cannot|not|no|hard to|who) (?:really )?(?:knows?|sure|say|tell|idea)(?: you)? (?:if|whether)\b"
WHETHER = r"whether\b"
CANNOT_TELL = r"\b(?:couldn't|could not|can't|cannot|don't|do not|not|no) (?:\w+ )?(?:tell|say|know|sure|idea)\b"
QUESTION_MARK = r"\?[\"')\]]*\s*"
ECHO_DENIED = r"\s*\"?(?:no\b|not\b|never|nonsense|rubbish|hardly|far from|of course not|i doubt|that's not|it's not|none)"
ECHO_CONFIRMED = (
    r"\s*\"?(?:yes|yeah|of course|sure|right|exactly|true|indeed|it is|they do|always)\b"
)
ASKED = r"(?:(?m:^)|[,;:.] )(?:is|are|do|does|did|was|were|can|could|will|would|have|has|what|where|when|how|which)\b[^.]*\?"
PRESUMES = phrases(r"""
    \bwhy\b | \b(?:right|you know|you see|no|ok|okay|isn't it|aren't they|don't they|doesn't it|do they|is it|does it|are they|hm|eh)\?
    \b(?:isn't|aren't|wasn't|don't|doesn't|didn't) (?:it|this|that|they|he|she)\b
""")
ASKS = r"\b(?:who|what|where|when|why|how|which|whose)\b"

# Bare answers.
YES = r"(?:oh |well )?,? ?(?:yes|yeah|yep|right|exactly|certainly|indeed|absolutely|of course|that's (?:true|right|it|so)|it is|they (?:do|are|did))"
NO = r"(?:oh |well )?,? ?(?:no+|nope|never|not (?:at all|really|once)|no way|of course not)"
