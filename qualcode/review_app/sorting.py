"""Another order, or another selection, of a queue of proposals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.review_app.words import order_name
from qualcode.workflow.filters import Filters
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.review_app.desk import Desk
    from qualcode.workflow.review import QueueOptions
    from qualcode.workflow.review_items import Item


def ask_order(desk: Desk, options: QueueOptions, use: Callable[[QueueOptions], None]) -> None:
    """Ask for an order, and use it."""

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            use(replace(options, order=Order(keys[0])))

    from qualcode.review_app.choices import Choice

    names = [(each.value, order_name(each).say(desk.language)) for each in Order]
    window = Choice(
        desk.say("排序", "order"), names, chosen=[options.order.value], language=desk.language
    )
    desk.app.push_screen(window, chosen)


def ask_limit(
    desk: Desk, item: Item, options: QueueOptions, use: Callable[[QueueOptions], None]
) -> None:
    """Ask for a part of the queue that has to do with a proposal, and use it."""
    coding, person, say = item.coding, item.excerpt.participant, desk.say
    all_ = replace(options, filters=Filters(), flagged=False)
    ways: list[tuple[str, QueueOptions]] = [
        (say("不限", "no limit"), all_),
        (
            f"{say('此编码', 'this code')} {item.card.name.say(desk.language)}",
            replace(all_, filters=Filters(codes=(coding.code,))),
        ),
        (
            f"{say('此材料', 'this document')} {coding.document}",
            replace(all_, filters=Filters(documents=(coding.document,))),
        ),
        (
            f"{say('此断言状态', 'this status')} {coding.status}",
            replace(all_, filters=Filters(statuses=(coding.status,))),
        ),
        (say("已标记的", "what is flagged"), replace(all_, flagged=True)),
    ]
    if person.subject:
        subject = replace(all_, filters=Filters(subjects=(person.subject,)))
        ways.insert(3, (f"{say('此主体', 'this subject')} {person.subject}", subject))

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            use(ways[int(keys[0])][1])

    from qualcode.review_app.choices import Choice

    names = [(str(place), name) for place, (name, _) in enumerate(ways)]
    desk.app.push_screen(Choice(say("只看", "only"), names, language=desk.language), chosen)
