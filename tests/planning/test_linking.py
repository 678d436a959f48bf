"""That rows which tie arcs to a 0-1 column cut off no plan."""

from __future__ import annotations

from crisisplanner.domain.problem import Duration, OfferRow, Problem, RequirementRow
from crisisplanner.planning.matching.exact import WholeModel
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.starts import StartSettings, start_options


def test_units_may_relieve_others_of_their_offer_that_are_still_travelling_back() -> None:
    """Two of the four units serve five days, then the other two; both are away for a while."""
    offers = (
        OfferRow("beside", "B", "x", 1.0),
        OfferRow("o", "A", "x", 4.0, transit=Duration(1.0), max_stay_days=5),
    )
    need = RequirementRow("r", "n", "x", 2.0, 2, 12, single_lead=True)
    instance = make_instance(Problem(offers, (need,)))
    model = WholeModel(start_options(instance, StartSettings(most_on_all_days=6_000)), seed=0)
    result = model.solve(None, SolveLimits(gap=0.0), lambda *_: None)
    assert result.plan is not None
    assert result.bound >= 1.0 - 1e-9
    assert [(row.quantity, row.from_day, row.to_day) for row in result.plan.allocations()] == [
        (2.0, 2, 7),
        (2.0, 7, 12),
    ]
