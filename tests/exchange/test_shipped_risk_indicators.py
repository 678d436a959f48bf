"""The indicators that every workspace begins with."""

from collections import Counter

from crisisplanner.domain.figures import Basis
from crisisplanner.domain.risk import RiskIndicator
from crisisplanner.domain.situation import RiskFactor
from crisisplanner.exchange.shipped import reference_entities


def test_each_factor_has_as_many_indicators_as_it_says() -> None:
    shipped = reference_entities()
    factors = {one.id: one for one in shipped if isinstance(one, RiskFactor)}
    indicators = [one for one in shipped if isinstance(one, RiskIndicator)]
    counted = Counter(factors[one.factor].number for one in indicators)
    assert counted == {f.number: f.indicator_count.value for f in factors.values()}
    assert len(indicators) == 143
    assert len({one.text for one in indicators}) == 143


def test_only_the_words_of_factor_8_are_from_the_framework() -> None:
    shipped = reference_entities()
    eighth = next(f.id for f in shipped if isinstance(f, RiskFactor) and f.number == 8)
    for indicator in shipped:
        if not isinstance(indicator, RiskIndicator):
            continue
        if indicator.factor == eighth:
            assert indicator.basis is Basis.SOURCED
            assert "risk-factor-8" in indicator.source
        else:
            assert indicator.basis is Basis.ASSUMPTION
            assert "our wording, to be checked against the published framework" in indicator.source
