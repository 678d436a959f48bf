"""The model of some requirements, with the rest of the plan fixed outside it.

With all requirements and an empty outside it is the whole problem. The letters, here and in the
modules beside this one, with r a requirement, k a segment of its days and a an arc (offer,
requirement, days):

    x_a       amount sent on arc a (``x``); e_a is its effectiveness (``arcs.effectiveness``)
    ub_a      the most that may be sent on arc a, from its offer and what is outside (``upper``)
    u_rk      credited level of r on the days of segment k (``levels.u``), at most Q_r
    z_rk      1 where segment k counts (``levels.z``); only where a rule needs it
    met_rk    1 where segment k meets r as a prerequisite (``levels.met``); z_rk unless r has enablers
    y_rp      1 if partner p sends something to r (``partners.y``); only where a rule needs it
    served_r  1 if anything is sent to r (``served``); only with a minimum of partners
    w_r       weight of r, over the sum of all weights (``instance.weight``)
    Q_r       quantity needed of r (``instance.quantity``)
    m_r       minimum share of r (``instance.minimum_share``)
    T_rk      m_r Q_r, rounded up to what whole units can make (``levels.threshold``)
    L_r       days of r, need_to - need_from (``instance.need_days``)
    d_rk      days of segment k (``segments.n_days``)
    q_o       quantity of offer o; q_o - committed_o(t) is ``instance.capacity[o, t]``

    maximise  sum_r w_r sum_k d_rk u_rk / (L_r Q_r)     w_r / (L_r Q_r) is ``instance.day_worth``
    with      u_rk <= sum over a that cover k of e_a x_a,   u_rk <= Q_r z_rk,
              T_rk z_rk <= sum over a that cover k of e_a x_a                 ``levels.add_level_rows``

and for each hard rule its rows, with the function that adds them (what is summed over a counts on
the days of each arc):

    H1   sum of x_a of o <= q_o - committed_o(t)            ``resources._add_offer_rows``
    H2   the same for an exclusive group                    ``resources._add_day_rows``
    H3   x_a whole unless divisible                         ``formulate``, with the columns
    H4   lift by week, own first, then the pool             ``resources.add_lift_rows``
    H5   load of nodes by day                               ``resources.add_node_rows``
    H6   cost in each scope <= budget                       ``resources._add_budget_rows``
    H7   sum over p of y_rp <= 1 (single lead)              ``partners._add_limits``
    H8   sum over p of y_rp <= most                         ``partners._add_limits``
         partners that count >= least x served_r            ``partners._add_minimum``
    H9   y_rp + y_rp' <= 1 (incompatible)                   ``partners._add_limits``
    H10  cost of p <= cap x cost of the plan                ``resources._add_share_rows``
    H11  sum of x_a of a locked pair >= quantity            ``relations.add_lock_rows``
         forbidden pairs never become arcs                  ``eligibility.judge_pairs``
    H12  x_a <= ub_a met_vk, v a prerequisite, k its day      ``relations.add_prerequisite_rows``
         z_rk <= level of an enabler                        ``relations.add_enabler_rows``
    H13  x_a <= ub_a sum over k in a of z_rk                ``levels._add_useful_rows``
         (only where another rule or a later aim could gain by such a unit; else ``repair``
         takes it out)
    H14  personnel under an authority <= its ceiling        ``resources._add_day_rows``

Caps of caveats are rows like those of H2 and H14; a caveat against a partner is added by
``partners.add_partner_rows``. x_a <= ub_a y_rp, ub_a served_r and ub_a met_rk are written by cliques of
overlapping arcs (``linking.add_linking_rows``).

No rules, but a tighter relaxation, are the rows of ``relations._add_start_rows`` (what starts on one
day at a requirement that waits) and the cuts that ``exact`` adds for the whole problem: of minimum
shares (``minimum_share_cuts``) and of lift in whole units (``lift_cuts``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, Plan, make_plan
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.levels import LevelColumns, add_level_rows
from crisisplanner.planning.matching.model.linear import LinearModel
from crisisplanner.planning.matching.model.partners import PartnerColumns, add_partner_rows
from crisisplanner.planning.matching.model.relations import (
    add_enabler_rows,
    add_lock_rows,
    add_prerequisite_rows,
    possible_after_prerequisites,
)
from crisisplanner.planning.matching.model.resources import (
    ResourceRows,
    add_resource_rows,
    room_on_arcs,
)
from crisisplanner.planning.matching.model.segments import Segments, segment_worth
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE


@dataclass(frozen=True)
class BeyondCoverage:
    """Say what later aims need in the model though coverage alone has no use for it.

    ``counts_partners`` asks for y of every partner of each requirement; ``values_surplus`` for every
    plan that sends more than is credited; ``kept`` for the amounts of a plan to be sent again.
    """

    counts_partners: bool = False
    values_surplus: bool = False
    kept: Plan | None = None


COVERAGE_ALONE = BeyondCoverage()


@dataclass(frozen=True)
class Formulation:
    """Hold a filled model and where its columns are.

    ``objective`` is weighted coverage of the requirements inside. ``x[a]`` are the columns of
    ``arcs``.
    """

    arcs: Arcs
    requirements: IntArray
    outside: Plan
    model: LinearModel
    x: IntArray
    segments: Segments
    levels: LevelColumns
    partners: PartnerColumns
    resources: ResourceRows
    objective: FloatArray

    @property
    def instance(self) -> Instance:
        """Give the instance behind the arcs."""
        return self.arcs.instance

    def plan(self, solution: FloatArray) -> Plan:
        """Read the plan of the requirements inside from a solution."""
        return make_plan(self.arcs, solution[self.x])


def formulate(
    arcs: Arcs,
    requirements: IntArray,
    outside: Plan,
    *,
    beyond: BeyondCoverage = COVERAGE_ALONE,
) -> Formulation:
    """Write the model of weighted coverage under all rules.

    ``arcs`` belong to ``requirements``; ``outside`` to the others, none of them enabling or enabled
    by one inside.
    """
    instance = arcs.instance
    is_inside = np.zeros(instance.n_requirements, dtype=np.bool_)
    is_inside[requirements] = True
    upper = arcs.upper if beyond.kept is None else arcs.upper_beside(beyond.kept)
    upper = np.minimum(upper, room_on_arcs(arcs, outside))
    is_possible = (upper > TOLERANCE) & possible_after_prerequisites(arcs, is_inside, outside)
    arcs, upper = arcs.take(is_possible), upper[is_possible]
    segments = Segments(arcs, requirements)
    model = LinearModel()
    x = model.add_columns(len(arcs), 0.0, upper, is_integer=~arcs.is_divisible)
    surplus = beyond.values_surplus
    levels = add_level_rows(
        model, arcs, upper, segments, requirements, outside, values_surplus=surplus
    )
    add_prerequisite_rows(
        model, arcs, upper, segments, levels, is_inside, outside, values_surplus=surplus
    )
    add_enabler_rows(model, arcs, segments, levels, requirements)
    add_lock_rows(model, arcs, segments, is_inside)
    resources = add_resource_rows(model, arcs, upper, outside)
    counts_all = beyond.counts_partners
    partners = add_partner_rows(model, arcs, upper, requirements, counts_all=counts_all)
    objective = np.zeros(model.n_columns)
    objective[levels.u] = segment_worth(segments, instance)
    return Formulation(
        arcs, requirements, outside, model, x, segments, levels, partners, resources, objective
    )
