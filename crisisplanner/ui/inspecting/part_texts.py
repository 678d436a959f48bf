"""How parts are written in an inspector: a title and what else is to be known in a line."""

from __future__ import annotations

from crisisplanner.domain.actors import Institution, Partner
from crisisplanner.domain.days import When
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.plans import Phase
from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import Authority, Crisis
from crisisplanner.domain.terms import CaveatKind
from crisisplanner.services.naming import measure_of
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.part_list import ShownPart
from crisisplanner.wording.catalogue import Wording


class PartTexts:
    """Write parts; names of what they mention are looked up."""

    def __init__(self, session: Session, words: Wording) -> None:
        self._session, self._words = session, words

    def step(self, step: DecisionStep) -> ShownPart:
        """Write a decision step with its days, who decides and what it waits for."""
        words, session = self._words, self._session
        institution = session.find(Institution, step.institution)
        details = [self._days_of(step, institution)]
        if institution is not None:
            details.append(institution.name)
        if step.begins_on is not None:
            details.append(words.say("offers.begins_on", day=step.begins_on))
        before = [session.find(DecisionStep, one) for one in step.after]
        names = tuple(one.name for one in before if one is not None)
        if names:
            details.append(words.say("parts.after", steps=names))
        return ShownPart(step, step.name, " · ".join(details))

    def caveat(self, caveat: Caveat) -> ShownPart:
        """Write a caveat in the partner's words, and what it does where."""
        words = self._words
        effect = words.say(
            f"parts.effect.{caveat.effect.value}",
            quantity=words.amount(caveat.quantity, self._measure(caveat.offer)),
            delay=words.figure(caveat.delay),
            authority=self._name(Authority, caveat.authority),
        )
        scope = self._scope(caveat)
        if scope:
            effect = words.say("parts.caveat.within", effect=effect, scope=scope)
        elif caveat.effect is CaveatKind.FORBIDS:
            effect = words.say("parts.caveat.everywhere", effect=effect)
        if caveat.from_when is not None or caveat.to_when is not None:
            period = self.period(caveat.from_when, caveat.to_when)
            effect = words.say("parts.when", said=effect, period=period)
        return ShownPart(caveat, caveat.text or effect, effect if caveat.text else "")

    def commitment(self, commitment: Commitment) -> ShownPart:
        """Write a commitment: where, how much, how long."""
        words = self._words
        return ShownPart(
            commitment,
            commitment.where or words.say("parts.unnamed"),
            words.say(
                "parts.when",
                said=words.amount(commitment.quantity, self._measure(commitment.offer)),
                period=self.period(commitment.from_when, commitment.to_when),
            ),
        )

    def authority(self, authority: Authority) -> ShownPart:
        """Write an authority with its kind and period."""
        kind = self._words.say(f"word.AuthorityKind.{authority.authority_kind.value}")
        period = self.period(authority.from_when, authority.to_when)
        said = self._words.say("parts.when", said=kind, period=period)
        return ShownPart(authority, authority.name, said)

    def authorities(self) -> list[tuple[EntityId, str]]:
        """List all authorities to choose from, by name."""
        found = [(one.id, one.name) for one in self._session.all(Authority)]
        return sorted(found, key=lambda pair: pair[1].casefold())

    def period(self, start: When | None, end: When | None) -> str:
        """Write a period, open where an end is not given."""
        if start is None and end is None:
            return self._words.say("parts.period_open")
        if end is None:
            return self._words.say("parts.period_from", start=start)
        if start is None:
            return self._words.say("parts.period_to", end=end)
        return self._words.say("parts.period", start=start, end=end)

    def _measure(self, offer_id: EntityId | None) -> str:
        """Give the unit of measure of an offer's type; a limit on all of a partner's has none."""
        offer = self._session.find(Offer, offer_id)
        return measure_of(self._session, offer.type) if offer is not None else ""

    def _days_of(self, step: DecisionStep, institution: Institution | None) -> str:
        words = self._words
        if step.duration.value is not None:
            return words.figure(step.duration)
        if institution is not None and institution.decision_days.value is not None:
            return words.say("parts.step.usual", days=words.figure(institution.decision_days))
        return words.say("parts.step.unknown")

    def _scope(self, caveat: Caveat) -> str:
        words = self._words
        task = caveat.scope_task
        found = {
            "only": self._name(Place, caveat.only_place),
            "place": self._name(Place, caveat.scope_place),
            "task": task,
            "phase": self._name(Phase, caveat.scope_phase),
            "partner": self._name(Partner, caveat.scope_partner),
            "crisis": self._name(Crisis, caveat.scope_crisis),
        }
        said = []
        for name, value in found.items():
            if value:
                param = "place" if name == "only" else name
                said.append(words.say(f"parts.scope.{name}", **{param: value}))
        return " · ".join(said)

    def _name(self, entity_type: type[Entity], entity_id: EntityId | None) -> str:
        found = self._session.find(entity_type, entity_id)
        return "" if found is None else found.label()
