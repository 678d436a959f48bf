"""Why units that are free don't serve an open requirement: the rules that keep them away."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from crisisplanner.domain.match import GivenUp, PlanReasonCode, Reason
from crisisplanner.domain.messages import message
from crisisplanner.planning.explanation.joint_rules import JointRules
from crisisplanner.planning.explanation.one_more import (
    MOST_TRIED,
    Part,
    days_of_parts,
    one_more_each,
)
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.explanation.rooms import OneMore, Room
from crisisplanner.planning.explanation.unit_words import group_words, with_others
from crisisplanner.planning.explanation.usage import Usage
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE

MOST_TOGETHER = 64
"""How many offers are tried where several have to come together."""

NO_CODES: frozenset[str] = frozenset()


class _Asked(NamedTuple):
    """Hold a unit of one offer that is idle on some days: is_there[t]."""

    row: int
    is_there: BoolArray
    more: OneMore


class _Tried(NamedTuple):
    """Hold the units of one offer on the days of one part: units[t]."""

    row: int
    place: int
    more: OneMore
    part: Part
    codes: frozenset[str]
    units: FloatArray


class Sending(NamedTuple):
    """Hold what an offer would add to the level on each open day."""

    offer: int
    units: FloatArray

    @property
    def total(self) -> float:
        """Sum it over the days."""
        return float(np.add.reduce(self.units))


class IdleUnits:
    """Try the free units of a requirement against the rules of the plan."""

    def __init__(
        self, plan: PlanDays, need: OpenNeed, usage: Usage, given_up: GivenUp | None = None
    ) -> None:
        self.plan, self.need, self.usage = plan, need, usage
        self._given_up = given_up
        self.joint = JointRules(plan, need)
        self._asked = list(self._ask())
        self._tried: list[_Tried] = []
        self._sendings: dict[frozenset[str], list[Sending]] = {}
        self._levels: dict[frozenset[str], tuple[FloatArray, frozenset[str]]] = {}
        self._lacking: dict[tuple[frozenset[str], bytes], tuple[Room, ...]] = {}

    @property
    def asked(self) -> list[OneMore]:
        """List the units to be tried."""
        return [asked.more for asked in self._asked]

    def answer(self, parts: Iterable[list[Part]]) -> None:
        """Take what was found for each of the units."""
        found = zip(self._asked, parts, strict=True)
        self._tried = [one for asked, own in found for one in self._parted(asked, own)]

    def _ask(self) -> Iterator[_Asked]:
        plan, need, usage = self.plan, self.need, self.usage
        idle_days = usage.idle.sum(axis=1)
        rank = plan.facts.offer_rank[need.offers[usage.at]]
        order = np.lexsort((rank, -idle_days))
        order = order[idle_days[order] > 0]
        rows = order[: MOST_TOGETHER if self.joint.can_bind else MOST_TRIED].tolist()
        for on in self._kinds_of_days():
            is_there = np.greater(usage.idle[rows], 0) & on
            own = np.logical_or.reduce(is_there, axis=1).nonzero()[0].tolist()
            if own:
                tried, there = [rows[number] for number in own], is_there[own]
                each = one_more_each(plan, need, usage.at[tried], there)
                for row, here, more in zip(tried, there, each, strict=True):
                    yield _Asked(row, here, self._together(row, here, more))

    def _kinds_of_days(self) -> Iterable[BoolArray]:
        """Keep the days without an enabler apart."""
        enabled = self.joint.enabled
        return (enabled,) if self.joint.is_enabled else (enabled, ~enabled)

    def _together(self, row: int, is_there: BoolArray, more: OneMore) -> OneMore:
        """Take as many units of an offer as have to come at once, if it has so many."""
        if self.joint.least <= 0 or more.moved is not None:
            return more
        package = self.joint.package(is_there, float(self.need.factor[more.at]))
        if package <= more.units:
            return more
        idle = float(self.usage.idle[row].max(where=is_there, initial=0.0))
        return more._replace(units=max(more.units, min(package, idle)))

    def _parted(self, asked: _Asked, parts: list[Part]) -> Iterator[_Tried]:
        row, is_there, more = asked
        place, idle = more.at, self.usage.idle[row]
        if not self.joint.is_enabled:
            idle = np.where(is_there, idle, 0.0)
        if len(parts) == 1:
            (part,) = parts
            if part.most > 0:
                units = idle if part.most == math.inf else np.minimum(idle, part.most)
                yield _Tried(row, place, more, part, frozenset(part.codes), units)
            return
        for part, on in days_of_parts(self.need, more, parts):
            units = np.where(on, np.minimum(idle, part.most), 0.0)
            if np.count_nonzero(units):
                yield _Tried(row, place, more, part, frozenset(part.codes), units)

    def idle_units(self, place: int) -> FloatArray:
        """Give the units of a pair that are idle on each open day: units[t]."""
        (rows,) = (self.usage.at == place).nonzero()
        if len(rows):
            idle: FloatArray = self.usage.idle[rows[0]]
            return idle
        return np.zeros(len(self.need.days))

    def coming(self, codes: frozenset[str], more: Iterable[Sending] = ()) -> list[Sending]:
        """List what would come that nothing, or nothing but some rules, keeps away; and ``more``.

        Of an asset under several hats, and of partners that may not meet, the one that sends most.
        """
        if codes not in self._sendings:
            self._sendings[codes] = [
                Sending(one.more.offer_number, self.need.factor[one.place] * one.units)
                for one in self._tried
                if one.codes <= codes
            ]
        sendings = [*self._sendings[codes], *more]
        if PlanReasonCode.GROUP not in codes:
            sendings = self._once_each_group(sendings)
        if self.plan.facts.incompatible and PlanReasonCode.INCOMPATIBLE not in codes:
            sendings = self._of_those_who_may_meet(sendings)
        return sendings

    def _partner(self, one: Sending) -> str:
        return self.plan.problem.offers[one.offer].partner

    def level_with(self, codes: frozenset[str], coming: Iterable[Sending]) -> FloatArray:
        """Give the level if all came; of too many partners those count that send most."""
        level, by_partner = self.need.level.copy(), dict[str, FloatArray]()
        room, serving = self.joint.room_for_partners(codes), self.joint.serving
        for one in coming:
            partner = self._partner(one)
            if room == math.inf or partner in serving:
                level += one.units
            else:
                by_partner[partner] = by_partner.get(partner, 0.0) + one.units
        if by_partner and room > 0:
            each = np.sort(np.array(list(by_partner.values())), axis=0)
            level += np.add.reduce(each[-int(room) :], axis=0)
        return level

    def _once_each_group(self, sendings: list[Sending]) -> list[Sending]:
        offers = self.plan.problem.offers
        sums: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for one in sendings:
            if group := offers[one.offer].group:
                sums[group][one.offer] += one.total
        if not sums:
            return sendings
        best = {group: max(own, key=lambda one: own[one]) for group, own in sums.items()}
        return [
            one
            for one in sendings
            if best.get(offers[one.offer].group or "", one.offer) == one.offer
        ]

    def _of_those_who_may_meet(self, sendings: list[Sending]) -> list[Sending]:
        avoided, sums = self.plan.facts.incompatible, dict[str, float]()
        coming = set(map(self._partner, sendings)) | self.joint.serving
        if all(coming.isdisjoint(avoided[partner]) for partner in coming & avoided.keys()):
            return sendings
        for one in sendings:
            partner = self._partner(one)
            sums[partner] = sums.get(partner, 0.0) + one.total
        there = set(self.joint.serving)
        for partner in sorted(sums, key=lambda name: (-sums[name], name)):
            if not avoided.get(partner, set()) & there:
                there.add(partner)
        return [one for one in sendings if self._partner(one) in there]

    def lacking(self, more: Iterable[Sending], is_there: BoolArray) -> Iterator[Room]:
        """Yield what would still lack if ``more`` came with all that nothing keeps away."""
        coming = self.coming(NO_CODES, more)
        partners = set(map(self._partner, coming))
        return self.joint.lacking(self.level_with(NO_CODES, coming), partners, is_there)

    def _rules(self, one: _Tried) -> tuple[tuple[Room, ...], bool]:
        """List the rules that keep units away, and tell whether any one would do without the rest."""
        joint = self.joint
        if not joint.can_bind:
            return one.part.rooms, len(one.part.rooms) == 1
        found = self._lacking_with(one.codes, one.units > 0)
        rooms = one.part.rooms + found
        if found or not rooms or one.more.units <= 1:
            return rooms, len(rooms) == 1
        # Fewer would fit than have to come at once: without that, those could come.
        fits = min([room.most for room in rooms])
        if fits < 1 - TOLERANCE:
            return rooms, len(rooms) == 1
        few = float(
            np.maximum.reduce((self.need.level + fits * self.need.factor[one.place])[one.units > 0])
        )
        return (*rooms, joint.too_few(few)), len(rooms) == 1

    def _lacking_with(self, codes: frozenset[str], is_there: BoolArray) -> tuple[Room, ...]:
        """List what would still be lacking on some days if all came that some rules keep away."""
        key = codes, is_there.tobytes()
        if key not in self._lacking:
            if codes not in self._levels:
                coming = self.coming(codes)
                partners = frozenset(map(self._partner, coming))
                self._levels[codes] = self.level_with(codes, coming), partners
            self._lacking[key] = tuple(self.joint.lacking(*self._levels[codes], is_there))
        return self._lacking[key]

    def reasons(self) -> Iterator[Reason]:
        """Say which rules keep idle units away; the most promising offers are tried."""
        groups: dict[tuple[str, bool], list[tuple[Room, _Tried]]] = defaultdict(list)
        beside: dict[str, dict[str, None]] = defaultdict(dict)
        for one in self._tried:
            rooms, is_sole = self._rules(one)
            rooms = rooms or (self._idle(one),)
            is_sole = is_sole or (not one.part.rooms and len(rooms) == 1)
            for room in rooms:
                groups[room.code, is_sole].append((room, one))
            if not is_sole:
                codes = dict.fromkeys([room.code for room in rooms])
                for code in codes:
                    beside[code].update(codes)
        parts = [self._held([one for _, one in own]) for own in groups.values()]
        sums = self.need.amounts(parts)
        for (key, own), (at, _), amounts in zip(groups.items(), parts, sums, strict=True):
            code, is_sole = key
            others = () if is_sole else tuple(name for name in beside[code] if name != code)
            offers = self.need.offers[at]
            sentence = message(
                "reason.of_units",
                group=group_words(self.plan, self.need, offers, amounts.units),
                why=own[0][0].say(),
            )
            yield Reason(
                code=str(code),
                offers=tuple(self.plan.facts.offer_ids[offers].tolist()),
                subject=own[0][0].subject,
                is_sole=is_sole,
                sentence=with_others(sentence, others),
                units=amounts.units,
                unit_days=amounts.unit_days,
                others=others,
            )

    def _idle(self, one: _Tried) -> Room:
        partner, given_up = self.plan.facts.partner_refs[one.more.offer.partner], self._given_up
        if given_up is None:
            return Room(PlanReasonCode.IDLE, (), partial(message, "reason.idle", partner=partner))
        aims = tuple(message("document.aim." + aim) for aim in given_up.aims)
        code = "reason.aim" if given_up.is_certain else "reason.aim_or_gap"
        said = partial(message, code, partner=partner, aims=aims)
        return Room(PlanReasonCode.AIM, given_up.aims, said)

    def _held(self, own: list[_Tried]) -> tuple[IntArray, FloatArray]:
        rows: dict[int, FloatArray] = {}
        for one in own:
            units = rows.get(one.place)
            rows[one.place] = one.units if units is None else np.maximum(units, one.units)
        return np.array(list(rows), dtype=np.int64), np.array(list(rows.values()))
