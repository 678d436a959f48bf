"""Which candidates the rules on partners leave, given who serves a requirement already (H7 to H9)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crisisplanner.domain.problem import CaveatEffect
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.ledger import Booking
from crisisplanner.planning.matching.model.partners import shunned_partners
from crisisplanner.planning.matching.proposals import Candidates
from crisisplanner.planning.pair_timing import scoped_pairs
from crisisplanner.planning.periods import BoolArray


class PartnerLimits:
    """Answer who may still join a requirement."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._incompatible: dict[int, set[int]] = {}
        for row in instance.problem.incompatible:
            first = instance.partner_number.get(row.partner_a, -1)
            second = instance.partner_number.get(row.partner_b, -1)
            if first >= 0 and second >= 0 and first != second:
                self._incompatible.setdefault(first, set()).add(second)
                self._incompatible.setdefault(second, set()).add(first)
        self._shuns: dict[int, set[int]] = {}
        table = instance.table
        for caveat in instance.problem.caveats:
            partner = instance.partner_number.get(caveat.other_partner, -1)
            if caveat.effect is CaveatEffect.FORBIDS and partner >= 0:
                offer = instance.offer_number.get(caveat.offer)
                if offer is not None:
                    in_scope = table.scopes.requirements_of(caveat)
                    own = scoped_pairs(table.pairs, offer, in_scope)
                    for pair in np.flatnonzero(np.isin(instance.pair_row, own)).tolist():
                        self._shuns.setdefault(pair, set()).add(partner)

    def depends_on_who(self, need: int, *, is_new_partner: bool) -> bool:
        """Tell whether another booking limits who may join; without caveats a new partner's only."""
        row = self._instance.problem.requirements[need]
        limited = row.single_lead or row.max_partners is not None
        return bool(self._shuns) or (is_new_partner and (limited or bool(self._incompatible)))

    def usable(
        self, need: int, candidates: Candidates, rows: Sequence[Booking], only_partner: int | None
    ) -> BoolArray:
        """Mark the candidates that may join; ``only_partner`` alone may, if given.

        A caveat against a partner is taken to hold at any time, which is never too little.
        """
        instance = self._instance
        row = instance.problem.requirements[need]
        usable = np.ones(len(candidates), dtype=np.bool_)
        if only_partner is not None:
            usable &= candidates.partner == only_partner
        present = {int(instance.partner[instance.offer[booking.pair]]) for booking in rows}
        most = 1 if row.single_lead else row.max_partners
        if most is not None and len(present) >= most:
            usable &= np.isin(candidates.partner, sorted(present))
        refused = {
            other
            for partner in present & self._incompatible.keys()
            for other in self._incompatible[partner]
        }
        if self._shuns:
            refused.update(*(self._shuns.get(booking.pair, set()) for booking in rows))
        if refused:
            usable &= ~np.isin(candidates.partner, sorted(refused))
        for place, pair in enumerate(candidates.pair.tolist() if self._shuns else []):
            shunned = self._shuns.get(pair, set())
            if shunned & (present | {int(candidates.partner[place])}):
                usable[place] = False
        return usable


def may_serve_together(plan: Plan) -> bool:
    """Tell whether a plan has nowhere more partners than may serve, nor two that may not meet."""
    arcs = plan.arcs
    instance = arcs.instance
    serving: dict[int, set[int]] = {}
    for need, partner in zip(arcs.requirement.tolist(), arcs.partner.tolist(), strict=True):
        serving.setdefault(need, set()).add(partner)
    for need, present in serving.items():
        row = instance.problem.requirements[need]
        most = 1 if row.single_lead else row.max_partners
        if most is not None and len(present) > most:
            return False
    number = instance.partner_number
    for pair in instance.problem.incompatible:
        incompatible = {number.get(pair.partner_a, -1), number.get(pair.partner_b, -1)}
        if len(incompatible) > 1 and any(incompatible <= present for present in serving.values()):
            return False
    return not any(
        shunning.partner in serving[need]
        for shunning in shunned_partners(arcs)
        for need in arcs.requirement[shunning.arcs].tolist()
    )
