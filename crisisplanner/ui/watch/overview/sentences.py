"""What the overview of a crisis says in words: the first sentence, and its headline figures."""

from __future__ import annotations

from crisisplanner.domain.figures import Figure
from crisisplanner.services.crisis_views.crisis_overview import CrisisOverview
from crisisplanner.ui.watch.overview.figure_row import Headline
from crisisplanner.wording.catalogue import Wording


def first_sentence(view: CrisisOverview, words: Wording) -> str:
    """Say what the crisis is and where it stands."""
    crisis = view.crisis
    parts = [
        words.say(
            "overview.is" if crisis.onset else "overview.is_undated",
            status=words.say(f"word.CrisisStatus.{crisis.status.value}"),
            kind=words.say(f"word.CrisisType.{crisis.crisis_type.value}"),
            places=view.places or (words.say("overview.nowhere"),),
            onset=crisis.onset,
        )
    ]
    if view.open_firings:
        parts.append(words.say("overview.fired", n=len(view.open_firings)))
    elif view.reached:
        parts.append(words.say("overview.reached", n=len(view.reached)))
    elif view.triggers:
        parts.append(words.say("overview.none_fired", n=len(view.triggers)))
    else:
        parts.append(words.say("overview.no_triggers"))
    if view.unknown:
        parts.append(words.say("overview.n_unknown", n=len(view.unknown)))
    said = " ".join(parts)
    return said[:1].upper() + said[1:]


def headlines(view: CrisisOverview, words: Wording) -> list[Headline]:
    """Write the figures that stand first."""
    return [
        _severity(view, words),
        _people(view, words),
        _judgement(view, words),
        _rated(view, words),
        _next_date(view, words),
    ]


def basis_of(figure: Figure, words: Wording) -> str:
    """Say on what a figure rests."""
    basis = words.say(f"word.Basis.{figure.basis.value}")
    if figure.source:
        return words.say("inspect.basis", basis=basis, source=figure.source)
    return basis


def _severity(view: CrisisOverview, words: Wording) -> Headline:
    label = words.say("overview.severity")
    newest = view.severity
    if newest is None or newest.severity is None:
        return Headline(label, words.say("value.none"), is_known=False)
    parts = [words.say("overview.as_of", on=newest.as_of), newest.source]
    if newest.reliability:
        parts.insert(1, words.say("overview.reliability", word=newest.reliability))
    return Headline(
        label,
        words.formats.number(newest.severity, 1),
        _of_five(newest.severity_category, words),
        " · ".join(part for part in parts if part),
    )


def _of_five(category: str, words: Wording) -> str:
    """Say out of how many, with the category that the source gives: a word, or a number of its own."""
    if not category:
        return words.say("overview.of_five")
    try:
        said = words.formats.number(float(category))
    except ValueError:
        said = category
    return words.say("overview.of_five_in", category=said)


def _people(view: CrisisOverview, words: Wording) -> Headline:
    found = view.in_need
    if found is None or found.figure.value is None:
        return Headline(words.say("overview.people"), words.say("value.none"), is_known=False)
    figure, value = found.figure, found.figure.value
    unit = words.unit(figure.unit, value)
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        unit = words.say("overview.people_range", unit=unit, low=figure.low, high=figure.high)
    notes = [words.say("overview.as_of", on=found.as_of)] if found.as_of else []
    notes.append(basis_of(figure, words))
    return Headline(
        words.message(found.title), words.formats.number(value), unit, " · ".join(notes)
    )


def _judgement(view: CrisisOverview, words: Wording) -> Headline:
    label = words.say("overview.judgement")
    judged = next((one for one in view.judged if one.likelihood and one.impact), None)
    if judged is None or judged.likelihood is None or judged.impact is None:
        return Headline(label, words.say("overview.not_judged_yet"), is_known=False)
    code = "overview.agreed_by" if judged.is_agreed else "overview.judged_by"
    notes = [words.say(code, name=judged.assessor, on=judged.on)]
    if judged.horizon_months:
        notes.append(words.say("overview.within", n=judged.horizon_months))
    n_judged = sum(1 for one in view.judged if one.likelihood and one.impact)
    if n_judged > 1:
        notes.append(words.say("overview.more_judged", n=n_judged - 1))
    return Headline(
        label,
        words.say("overview.product", likelihood=judged.likelihood, impact=judged.impact),
        words.say(f"risk.band.{judged.band}"),
        " · ".join(notes),
    )


def _rated(view: CrisisOverview, words: Wording) -> Headline:
    profile = view.risk.profile
    total = profile.total()
    if total is None:
        note = words.say("risk.no_total")
    else:
        note = words.say("risk.total", least=total.least, most=total.most)
    return Headline(
        words.say("risk.rated_so_far"),
        words.say("risk.n_of", n=profile.n_rated, of=profile.n_indicators),
        words.say("risk.indicators"),
        note,
    )


def _next_date(view: CrisisOverview, words: Wording) -> Headline:
    label = words.say("overview.next_date")
    if not view.dates or view.dates[0].days_to_go is None:
        return Headline(label, words.say("overview.no_date"), is_known=False)
    first = view.dates[0]
    days = first.days_to_go or 0
    return Headline(
        label,
        words.formats.number(days),
        words.say("overview.days_to_go", n=days),
        words.say("overview.date", title=first.title, on=first.on),
    )
