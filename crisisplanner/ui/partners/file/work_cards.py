"""Cards of what a partner does with us: offers, requests, promises kept, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.services.fulfilments import Case, Record, Suggestion
from crisisplanner.services.naming import measure_of
from crisisplanner.services.partner_file import PartnerFile
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.inspecting.part_list import PartList, ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.partners.file.register_cards import blocks
from crisisplanner.ui.partners.requests.request_deeds import RequestDeeds
from crisisplanner.ui.partners.requests.request_rows import WaitingRow, request_row
from crisisplanner.ui.steps import step_text
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.wording.catalogue import Wording

MOST_OFFERS = 30
KEPT_FROM = 0.995


def offers_blocks(context: PageContext, filed: PartnerFile) -> Blocks:
    """Write its offers, each a way to the table of offers."""
    words, body = context.words, blocks(context)
    body.section(words.say("page.offers"), words.say("partners.n_offers", n=len(filed.offers)))
    if not filed.offers:
        body.nothing(words.say("partners.no_offers"))
    for one in filed.offers[:MOST_OFFERS]:
        state = words.say(f"word.OfferState.{one.offer.state.value}")
        show = Button(
            context.look,
            icon="arrow-right",
            name=words.say("partner.open_offer", offer=one.title),
            small=True,
        )
        show.clicked.connect(partial(_open, context, one.offer.id))
        measure = measure_of(context.session, one.offer.type)
        detail = words.amount(one.offer.quantity, measure)
        if one.offer.probability.is_known:
            chance = words.figure(one.offer.probability)
            detail = words.say("partner.with_chance", quantity=detail, chance=chance)
        body.item(
            one.title,
            detail,
            pill=(state, PILLS["OfferState"][one.offer.state.value]),
            deeds=[show],
        )
    if len(filed.offers) > MOST_OFFERS:
        body.nothing(words.say("partners.more_offers", n=len(filed.offers) - MOST_OFFERS))
    return body


def request_rows(
    context: PageContext, deeds: RequestDeeds, filed: PartnerFile
) -> Sequence[WaitingRow]:
    """Make a row for each request, open ones first."""
    ordered = sorted(filed.requests, key=lambda one: one.request.closed)
    return [request_row(context, deeds, one) for one in ordered]


def record_blocks(context: PageContext, filed: PartnerFile, take: Callable[[str], None]) -> Blocks:
    """Write promises kept and not, and the probability they suggest, taken only by a click."""
    words, body, record = context.words, blocks(context), filed.record
    parts = PartList(context, body, filed.partner)
    body.section(words.say("partner.record"))
    if record.suggestion is not None:
        said = suggestion_text(record.suggestion, words)
        body.paragraph(said)
        body.nothing(formula_text(record.suggestion, words))
        _add_taking(context, body, record, take)
    elif record.cases:
        body.nothing(words.say("partner.no_suggestion"))
    parts.items(
        Fulfilment,
        words.say("partner.no_record"),
        [_shown_case(case, words) for case in record.cases],
    )
    return body


def suggestion_text(suggestion: Suggestion, words: Wording) -> str:
    """Say the suggestion, from how many promises, and its range."""
    figure = suggestion.probability
    return words.say(
        "partner.suggestion",
        value=figure.value,
        low=figure.low,
        high=figure.high,
        n=suggestion.n,
        confidence=words.say(f"word.Confidence.{figure.confidence}"),
    )


def formula_text(suggestion: Suggestion, words: Wording) -> str:
    """Say how the suggestion was computed."""
    return words.say(
        "partner.formula",
        kept=suggestion.kept,
        n=suggestion.n,
        value=suggestion.probability.value,
    )


def history_blocks(context: PageContext, filed: PartnerFile) -> Blocks:
    """Write who changed what of the partner and when, newest first."""
    words, body = context.words, blocks(context)
    body.section(words.say("page.history"))
    for group in filed.history:
        said = words.say("partner.changed", author=group.author, at=group.at)
        body.item(step_text(group.what, words), said, icon="history")
    if not filed.history:
        body.nothing(words.say("partner.no_history"))
    return body


def _open(context: PageContext, offer: EntityId, *_: object) -> None:
    context.navigate("offers", offer)


def _add_taking(
    context: PageContext, body: Blocks, record: Record, take: Callable[[str], None]
) -> None:
    words = context.words
    if record.suggestion is None:
        return
    button = Button(context.look, words.say("partner.take", n=record.n_open), small=True)
    button.setObjectName("take_suggestion")
    button.setEnabled(record.n_open > 0 and not context.session.is_read_only)
    source = words.say(
        "partner.taken_from",
        n=record.suggestion.n,
        formula=formula_text(record.suggestion, words),
    )
    button.clicked.connect(partial(_take, take, source))
    body.add_beginning(button)
    if record.n_judged:
        body.nothing(words.say("partner.judged", n=record.n_judged))


def _take(take: Callable[[str], None], source: str, *_: object) -> None:
    take(source)


def _shown_case(case: Case, words: Wording) -> ShownPart:
    one = case.fulfilment
    details = [words.say("partner.case", delivered=one.delivered, promised=one.promised)]
    if case.days_late is not None:
        code = "partner.late" if case.days_late > 0 else "partner.in_time"
        details.append(words.say(code, n=abs(case.days_late)))
    if one.promised_for is not None:
        details.append(words.say("partner.promised_for", on=one.promised_for))
    if case.share is None:
        pill = (words.say("partner.share_unknown"), PillStyle("text_2", "question-mark"))
    else:
        tone = "covered" if case.share >= KEPT_FROM else "partly" if case.share > 0 else "open"
        pill = (words.formats.percent(case.share), PillStyle(tone))
    return ShownPart(one, one.occasion, " · ".join(details), pill=pill)
