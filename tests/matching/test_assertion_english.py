"""Golden table of English assertion status: what each way of speaking comes out as."""

from __future__ import annotations

import pytest

from tests.matching.assertion_support import judged

PLAIN = [
    ("asserted", "They 【hardly ever visit】."),
    ("asserted", "We have 【no money to start】, and my back is bad."),
    ("asserted", "Frankly, they 【just fill in forms】."),
    ("denied", "We do not 【wait for handouts】."),
    ("denied", "Nobody here 【sits idle】."),
    ("denied", "I never 【begged the office for anything】."),
    ("denied", "It is not that they are 【lazy】; the land is poor."),
    ("denied", "It isn't so that the list was 【rigged】."),
    ("denied", "I wouldn't call them 【lazy】."),
    ("denied", "You can't say we were 【kept in the dark】."),
    ("denied", "So-and-so is 【corrupt】? Nonsense."),
    ("denied", "That they 【skim the money】 is not true."),
    ("asserted", "He did not come, so 【we were left alone】."),
    ("asserted", "There is no bus and 【the road is bad】."),
    ("denied", "There is no 【training】 here.", "countermeasure"),
    ("denied", "We get by without 【a pension】.", "positive"),
]
ASSERTING = [
    ("asserted", "They not only 【take photos】 but also ask for tea."),
    ("asserted", "We have no choice but to 【come】."),
    ("asserted", "Isn't that 【just for show】?"),
    ("asserted", "Don't get me wrong, they 【work hard】.", "positive"),
    ("asserted", "No wonder the young 【left】."),
]
DOUBLE = [
    ("asserted", "There is never a week when they don't 【come】.", "positive"),
    ("asserted", "It is not that we never 【try】.", "positive"),
    ("denied", "There is nobody who 【does not know him】."),
]
RHETORICAL = [
    ("denied", "Who would want to 【live on handouts】?"),
    ("denied", "Who says we 【have no hope】?"),
    ("denied", "How could I 【start a farm】?", "positive"),
    ("denied", "Since when do they 【ask us】?", "positive"),
    ("asserted", "Why 【does nobody come】?"),
    ("asserted", "【Who ever asked us】?"),
    ("question", "Is it 【just for show】?"),
    ("asserted", "It is 【just for show】, you know?"),
    ("ironic", "【Targeted help】? They targeted their cousins.", "positive"),
    ("asserted", "The man who could read 【left the village】."),
]
VOICES = [
    ("attributed", "They say we are 【lazy】."),
    ("attributed", "According to the county, we 【wait for handouts】."),
    ("attributed", "I heard that the co-op 【pays a dividend】.", "positive"),
    ("attributed", "The officials accuse us of 【sitting idle】."),
    ("attributed", "My cousin tells me the firm 【hired forty women】.", "positive"),
    ("asserted", "They say they help, but 【nobody comes】."),
    ("asserted", "I would say 【nobody comes】."),
    ("asserted", "I told them 【the well is dry】."),
]
MODALITY = [
    ("hypothetical", "If only they 【came more often】.", "positive"),
    ("hypothetical", "If the firm leaves, we would 【fall back】."),
    ("hypothetical", "Should the price drop, we 【lose everything】."),
    ("hypothetical", "I am afraid we will 【slip back】."),
    ("hypothetical", "I wish they 【came every month】.", "positive"),
    ("hypothetical", "Without him we would 【have no road】."),
    ("hypothetical", "With a lorry we could 【sell our apples in town】.", "positive"),
    ("asserted", "It was 【just for show】, if you ask me."),
    ("normative", "Visits must never be 【a formality】."),
    ("normative", "We have to prevent 【a slide back into poverty】."),
    ("normative", "The county should 【train the young】.", "countermeasure"),
    ("normative", "We need to 【pool our efforts】.", "countermeasure"),
    ("asserted", "We have to 【fill in forms every night】."),
    ("asserted", "I must 【look after my mother】.", "cause"),
]
TIME = [
    ("historical", "We no longer 【wait for handouts】."),
    ("historical", "They used to 【come once a year】."),
    ("historical", "At first 【nobody trusted us】, but now they feed us."),
    ("historical", "We don't 【fill in forms】 any more."),
    ("historical", "Years ago 【the road washed out every spring】."),
    ("asserted", "It used to be fine; now 【nobody comes】."),
    ("asserted", "In the past they came, and now 【they are gone】."),
]
PARTIAL = [
    ("partial", "Not all of them are 【lazy】."),
    ("partial", "A few households 【wait for handouts】."),
    ("ironic", "Oh, wonderful, they 【brought a banner】."),
    ("ironic", "Their so-called 【targeted help】 is a list.", "positive"),
]

MIXED = [
    ("asserted", "They never fail to 【visit every month】.", "positive"),
    ("denied", "It is not true that they 【ignore us】."),
    ("denied", "Nobody in our team is 【just ticking boxes】."),
    ("denied", "We have never 【relied on handouts】."),
    ("denied", "I can't say they are 【strangers】."),
    ("attributed", "They accuse us of 【waiting for handouts】."),
    ("attributed", "People say the list was 【fixed】."),
    ("hypothetical", "If the road were better, we could 【sell our fruit】.", "positive"),
    ("hypothetical", "I wish somebody would 【teach us a trade】.", "positive"),
    ("normative", "We must not 【leave anyone behind】."),
    ("normative", "Village lists should never be 【drawn up in secret】."),
    (
        "historical",
        "They once came rarely, but now they come each week; we used to be 【strangers】.",
    ),
    ("historical", "We are no longer 【on our own】."),
    ("denied", "Lazy? Not us. 【Lazy】? No."),
    ("asserted", "It's not just the 【forms】, it's the meetings."),
    ("denied", "Who has ever 【helped us】?", "positive"),
    ("asserted", "Not only did they 【skip the meeting】, they lied."),
    ("denied", "Hardly anyone here 【waits for relief】."),
    ("partial", "Some of them 【wait for relief】."),
    ("partial", "Not everybody 【knew】.", "positive"),
    ("denied", "There isn't a 【training course】 in this town.", "countermeasure"),
    ("asserted", "There is not a single office that does not 【send us forms】."),
    ("asserted", "We don't have water, so 【we carry it】."),
    ("asserted", "I don't know why 【they never came】."),
]


@pytest.mark.parametrize(
    "row",
    [*PLAIN, *ASSERTING, *DOUBLE, *RHETORICAL, *VOICES, *MODALITY, *TIME, *PARTIAL, *MIXED],
    ids=lambda row: row[1],
)
def test_status(row: tuple[str, ...]) -> None:
    status, line, *kind = row
    found = judged(line, *kind)
    assert found.status == status, [str(reason) for reason in found.reasons]
