"""What stands beside the matrices: one pair, one partner's positions, or one actor, to edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from crisisplanner.domain.crisis_actors import CrisisActor, Leverage, Perception, Position
from crisisplanner.domain.entity import EntityId
from crisisplanner.services.crisis_views.actor_views import ActorsView
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.reading_only import hold_back
from crisisplanner.ui.watch.thing_deeds import ThingDeeds
from crisisplanner.ui.widgets.buttons import Button


class Details:
    """Write what is selected into an inspector's body."""

    def __init__(self, context: PageContext, deeds: ThingDeeds, view: ActorsView) -> None:
        self._context, self._deeds, self._view = context, deeds, view
        self._words = context.words

    def pair(self, partner: EntityId, actor: EntityId) -> Blocks:
        """Write what is judged between a partner and an actor."""
        body, words = Blocks(self._context.look, self._words), self._words
        relation = self._view.relation(partner, actor)
        given = {"partner": partner, "actor": actor}
        body.section(words.say("actors.leverage_of"))
        if not relation.leverage:
            body.nothing(words.say("actors.no_leverage"))
        for one in relation.leverage:
            self._write_leverage(body, one)
        self._offer(body, Leverage, given)
        body.section(words.say("actors.perception_of"))
        if not relation.perceptions:
            body.nothing(words.say("actors.no_perception"))
        for how in relation.perceptions:
            title = words.say("value.none")
            if how.score is not None:
                title = words.say(f"actors.score.{how.score}")
            self._item(body, how.KIND, how.id, title, how.reason, how.source)
        if not relation.perceptions:
            self._offer(body, Perception, given)
        found = next(one for one in self._view.actors if one.id == actor)
        self._write_actor(body, found)
        return body

    def positions(self, partner: EntityId, issue: str) -> Blocks:
        """Write the positions of a partner on an issue, the newest first."""
        body, words = Blocks(self._context.look, self._words), self._words
        stance = self._view.stances.get((partner, issue))
        body.section(issue)
        if stance is None:
            body.nothing(words.say("actors.no_stance"))
        for one in stance.positions if stance is not None else ():
            title = words.say("value.none")
            if one.stance is not None:
                title = words.say(f"actors.stance.{one.stance}")
            if one.since is not None:
                title = words.say("actors.stance_since", stance=title, on=one.since)
            self._item(body, one.KIND, one.id, title, one.note, one.source)
        given = {"partner": partner, "issue": issue, "crisis": self._view.crisis.id}
        self._offer(body, Position, given)
        return body

    def every_actor(self) -> Blocks:
        """Write all actors, one after the other."""
        body = Blocks(self._context.look, self._words)
        for actor in self._view.actors:
            self._write_actor(body, actor)
        return body

    def _write_actor(self, body: Blocks, actor: CrisisActor) -> None:
        words = self._words
        role = words.say("value.none")
        if actor.role is not None:
            role = words.say(f"word.ActorRole.{actor.role.value}")
        body.section(actor.name, role)
        for name in ("motives", "means", "red_lines"):
            text = getattr(actor, name)
            body.value(
                words.say(f"label.{name}"), text or words.say("value.none"), is_known=bool(text)
            )
        source = actor.source or words.say("actors.no_source")
        body.item(
            words.say("actors.edit"),
            source,
            icon="user",
            deeds=self._deeds.buttons(actor.KIND, actor.id, actor.name),
        )

    def _write_leverage(self, body: Blocks, one: Leverage) -> None:
        words = self._words
        strength = words.say("value.none")
        if one.strength is not None:
            strength = words.say(f"actors.strength.{one.strength}")
        title = strength
        if one.leverage_kind is not None:
            kind = words.say(f"word.LeverageKind.{one.leverage_kind.value}")
            title = words.say("actors.leverage_by", strength=strength, kind=kind)
        self._item(body, one.KIND, one.id, title, one.reason, one.source)

    def _item(
        self, body: Blocks, kind: str, thing_id: EntityId, title: str, reason: str, source: str
    ) -> None:
        detail = "\n".join(part for part in (reason, source) if part)
        body.item(
            title,
            detail or self._words.say("actors.no_reason"),
            deeds=self._deeds.buttons(kind, thing_id, title),
        )

    def _offer(
        self,
        body: Blocks,
        entity_type: type[Leverage | Perception | Position],
        given: dict[str, str],
    ) -> None:
        words = self._words
        title = words.say("parts.add", kind=words.say(f"kind.{entity_type.KIND}"))
        button = Button(self._context.look, title, icon="plus", kind="link")
        act: Callable[..., object] = partial(self._ask, entity_type, given)
        button.clicked.connect(act)
        hold_back(self._context, button)
        body.add_beginning(button)

    def _ask(
        self,
        entity_type: type[Leverage | Perception | Position],
        given: dict[str, str],
        *_: object,
    ) -> None:
        self._deeds.ask_new(entity_type, given, without=tuple(given))
