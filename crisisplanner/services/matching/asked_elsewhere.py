"""What others' response plans ask for in a plan's countries: a measure of what it costs."""

from __future__ import annotations

from datetime import date

from crisisplanner.domain.activities import ResponsePlan
from crisisplanner.domain.money import Money
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services.matching.match_view import AskedElsewhere
from crisisplanner.services.matching.money_rules import Rates
from crisisplanner.services.session import Session


def asked_elsewhere(session: Session, plan: Plan) -> AskedElsewhere | None:
    """Give the response plan of the crisis's countries that D falls into, else the newest.

    None where there is none whose sum is known in the base currency.
    """
    scenario = session.find(Scenario, plan.scenario)
    crisis = None if scenario is None else session.find(Crisis, scenario.crisis)
    if crisis is None:
        return None
    places = (session.find(Place, one) for one in crisis.places)
    countries = {place.iso3 for place in places if place is not None and place.iso3}
    rates = Rates(session)
    found: list[tuple[bool, str, str, AskedElsewhere]] = []
    for one in session.all(ResponsePlan):
        value = one.requirements.value
        if value is None or not countries.intersection(one.countries):
            continue
        amount = rates.in_base(Money(value, one.requirements.unit))
        if amount:
            asked = AskedElsewhere(one.name, amount)
            found.append((_holds(one, plan.d_date), str(one.from_date or ""), one.code, asked))
    return max(found, key=lambda row: row[:3])[3] if found else None


def _holds(plan: ResponsePlan, day: date | None) -> bool:
    if day is None or plan.from_date is None or plan.to_date is None:
        return False
    return plan.from_date <= day <= plan.to_date
