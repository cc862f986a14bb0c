"""Another order, or another selection, of a queue of proposals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.label import Label
from qualcode.model.naming import status_name
from qualcode.review_app.words import order_name
from qualcode.workflow.filters import Filters
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.label import Language
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
    parts = parts_of(item, options, desk.language)

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            use(parts[int(keys[0])][1])

    from qualcode.review_app.choices import Choice

    names = [(str(place), name) for place, (name, _) in enumerate(parts)]
    question = desk.say("只看", "only")
    desk.app.push_screen(Choice(question, names, language=desk.language), chosen)


def parts_of(
    item: Item, options: QueueOptions, language: Language
) -> list[tuple[str, QueueOptions]]:
    """Return the parts of a queue that have to do with a proposal, each with its name."""
    coding, subject = item.coding, item.excerpt.participant.subject
    everything = replace(options, filters=Filters(), flagged=False)

    def only(zh: str, en: str, name: str, filters: Filters) -> tuple[str, QueueOptions]:
        return f"{Label(zh, en).say(language)} {name}", replace(everything, filters=filters)

    code, status = item.card.name.say(language), status_name(coding.status).say(language)
    by_subject = only("此主体", "this subject", subject, Filters(subjects=(subject,)))
    return [
        (Label("不限", "no limit").say(language), everything),
        only("此编码", "this code", code, Filters(codes=(coding.code,))),
        only("此材料", "this document", coding.document, Filters(documents=(coding.document,))),
        *([by_subject] if subject else []),
        only("此断言状态", "this status", status, Filters(statuses=(coding.status,))),
        (Label("已标记的", "what is flagged").say(language), replace(everything, flagged=True)),
    ]
