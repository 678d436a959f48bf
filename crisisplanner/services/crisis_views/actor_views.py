"""The actors of a crisis: who can move whom, how they see partners, where partners stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.crisis_actors import (
    ActorRole,
    CrisisActor,
    Leverage,
    Perception,
    Position,
)
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.session import Session

ROLE_ORDER = tuple(ActorRole)
STRONG = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """Show what is judged between a partner and an actor; nothing judged is not known."""

    partner: EntityId
    actor: EntityId
    leverage: tuple[Leverage, ...] = ()
    perceptions: tuple[Perception, ...] = ()

    @property
    def strength(self) -> int | None:
        """Give the strongest leverage; None where nobody judged it."""
        return max(
            (one.strength for one in self.leverage if one.strength is not None), default=None
        )

    @property
    def score(self) -> int | None:
        """Give how the actor sees the partner; None where nobody judged it."""
        return next((one.score for one in self.perceptions if one.score is not None), None)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody judged anything."""
        return not self.leverage and not self.perceptions


@dataclass(frozen=True, slots=True)
class Mover:
    """Say who moves an actor best: the strongest partners, or nobody."""

    actor: CrisisActor
    strength: int | None
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """Show the positions of a partner on an issue, the newest first."""

    partner: EntityId
    issue: str
    positions: tuple[Position, ...]

    @property
    def newest(self) -> Position:
        """Give the position that holds."""
        return self.positions[0]


@dataclass(frozen=True, slots=True)
class ActorsView:
    """Show the actors of a crisis, with partners that are judged, or all of them."""

    crisis: Crisis
    actors: tuple[CrisisActor, ...]
    partners: tuple[Partner, ...]
    relations: Mapping[tuple[EntityId, EntityId], Relation]
    movers: tuple[Mover, ...]
    issues: tuple[str, ...]
    stances: Mapping[tuple[EntityId, str], Stance]
    n_partners: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is recorded yet."""
        return not self.actors and not self.stances

    def relation(self, partner: EntityId, actor: EntityId) -> Relation:
        """Give what is judged between two, or that nothing is."""
        return self.relations.get((partner, actor), Relation(partner, actor))


def actors_view(
    session: Session, crisis_id: EntityId, *, every_partner: bool = False
) -> ActorsView:
    """Read the actors of a crisis; perpetrators first."""
    actors = tuple(
        sorted(session.select(CrisisActor, crisis=crisis_id, retired=False), key=_actor_order)
    )
    relations = _relations(session, actors)
    stances = _stances(session.select(Position, crisis=crisis_id, retired=False))
    judged = {partner for partner, _ in relations} | {partner for partner, _ in stances}
    everyone = session.all(Partner)
    shown = [one for one in everyone if every_partner or one.id in judged]
    shown.sort(key=lambda one: (one.name.casefold(), one.id))
    names = {one.id: one.name for one in everyone}
    return ActorsView(
        crisis=session.get(Crisis, crisis_id),
        actors=actors,
        partners=tuple(shown),
        relations=relations,
        movers=tuple(_mover(actor, relations.values(), names) for actor in actors),
        issues=tuple(sorted({issue for _, issue in stances}, key=str.casefold)),
        stances=stances,
        n_partners=len(everyone),
    )


def _actor_order(actor: CrisisActor) -> tuple[int, str, str]:
    place = ROLE_ORDER.index(actor.role) if actor.role is not None else len(ROLE_ORDER)
    return place, actor.name.casefold(), actor.id


def _relations(
    session: Session, actors: Sequence[CrisisActor]
) -> dict[tuple[EntityId, EntityId], Relation]:
    leverage: dict[tuple[EntityId, EntityId], list[Leverage]] = {}
    seen: dict[tuple[EntityId, EntityId], list[Perception]] = {}
    for actor in actors:
        for one in session.select(Leverage, actor=actor.id, retired=False):
            leverage.setdefault((one.partner, actor.id), []).append(one)
        for how in session.select(Perception, actor=actor.id, retired=False):
            seen.setdefault((how.partner, actor.id), []).append(how)
    return {
        pair: Relation(
            *pair,
            tuple(sorted(leverage.get(pair, ()), key=lambda one: (-(one.strength or 0), one.id))),
            tuple(sorted(seen.get(pair, ()), key=lambda one: one.id)),
        )
        for pair in {**leverage, **seen}
    }


def _mover(
    actor: CrisisActor, relations: Iterable[Relation], names: Mapping[EntityId, str]
) -> Mover:
    own = [one for one in relations if one.actor == actor.id and one.strength]
    best = max((one.strength or 0 for one in own), default=None)
    strongest = sorted(names.get(one.partner, "") for one in own if one.strength == best)
    return Mover(actor, best, tuple(strongest))


def _stances(positions: Iterable[Position]) -> dict[tuple[EntityId, str], Stance]:
    found: dict[tuple[EntityId, str], list[Position]] = {}
    for one in positions:
        found.setdefault((one.partner, one.issue), []).append(one)
    return {
        pair: Stance(
            *pair,
            tuple(sorted(of_pair, key=lambda p: (str(p.since or ""), p.id), reverse=True)),
        )
        for pair, of_pair in found.items()
    }
