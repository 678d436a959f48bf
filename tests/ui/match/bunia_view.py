"""A hand-made view of a plan, as the pictures of the design show it."""

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.domain.terms import Family, Priority
from crisisplanner.services.matching.match_view import (
    AllocationView,
    Alternative,
    ArrivalStretch,
    ArrivalView,
    BlockedOffer,
    CauseView,
    CurveStep,
    DayMark,
    FigureChanges,
    LevelStep,
    Lever,
    MarkKind,
    MatchView,
    NeedGroup,
    NeedView,
    PartnerName,
    PartnerShare,
    PlanFigures,
    Standing,
)

NAMES = (
    "France",
    "Sweden",
    "United Kingdom",
    "South Africa",
    "Belgium",
    "Germany",
    "Canada",
    "MONUC",
    "UNICEF",
    "Red Cross",
    "WFP",
    "Brazil",
    "Pakistan",
    "Bangladesh",
    "Uruguay",
)
PARTNERS = {name: PartnerName(name, name, number + 1) for number, name in enumerate(NAMES)}
ITALY = PartnerName("Italy", "Italy", 22)


def partner(name: str) -> PartnerName:
    """Give a partner of the plan."""
    return ITALY if name == "Italy" else PARTNERS[name]


def arrival(
    name: str, offer: str, needed: int, *parts: tuple[ArrivalPart, float, str]
) -> ArrivalView:
    """Put an arrival together from its parts."""
    day = 0.0
    stretches = []
    for part, days, who in parts:
        stretches.append(ArrivalStretch(part, day, day + days, who))
        day += days
    longest = max(stretches, key=lambda one: one.days)
    return ArrivalView(partner(name), offer, 1, needed, round(day), tuple(stretches), longest.part)


def held(
    name: str,
    quantity: float,
    share: float,
    days: tuple[int, int],
    *,
    locked: bool = False,
    why: Message | None = None,
    offer: str = "",
) -> AllocationView:
    """Allocate something of a partner."""
    title = offer or "troops"
    return AllocationView(
        f"{name}-{title}-{days[0]}-{quantity}",
        f"{name}-{title}",
        title,
        partner(name),
        quantity,
        share,
        days[0],
        days[1],
        is_locked=locked,
        why=why,
    )


def need(
    title: str,
    amount: tuple[float, str],
    days: tuple[int, int],
    coverage: float,
    *allocations: AllocationView,
    code: str = "M-LND-01",
    family: Family = Family.MILITARY,
    note: Message | None = None,
    priority: Priority = Priority.ESSENTIAL,
) -> NeedView:
    """State a need."""
    return NeedView(
        id=title,
        title=title,
        type_code=code,
        family=family,
        quantity=amount[0],
        unit=amount[1],
        priority=priority,
        place="Bunia",
        from_day=days[0],
        to_day=days[1],
        coverage=coverage,
        allocations=allocations,
        steps=(LevelStep(days[0], days[1], coverage, coverage),),
        note=note,
    )


def said(text: str) -> Message:
    """Say something in a person's own words."""
    return message("match_page.blocked.caveat", text=text)


def _protect() -> NeedGroup:
    return NeedGroup(
        "protect",
        "Protect the town, airport and camps",
        0.62,
        (
            need(
                "Interim emergency force",
                (1400, "troop"),
                (7, 94),
                0.85,
                held("France", 1000, 1000 / 1400, (7, 94), locked=True),
                held("United Kingdom", 90, 90 / 1400, (18, 94)),
                held("Sweden", 80, 80 / 1400, (20, 94)),
                held("Belgium", 60, 60 / 1400, (18, 94)),
            ),
            need(
                "Special operations task group",
                (2, "group"),
                (7, 94),
                0.96,
                held("France", 1, 0.5, (7, 94), locked=True),
                held("Sweden", 1, 0.5, (14, 94), locked=True),
            ),
            need(
                "Utility helicopter unit",
                (2, "unit"),
                (10, 94),
                0.42,
                held("South Africa", 1, 0.5, (24, 94)),
                code="M-AIR-01",
                note=message("match_page.note.some_never_offered", missing=1, needed=2),
            ),
            need(
                "Formed police unit",
                (2, "unit"),
                (30, 120),
                0.0,
                code="P-FPU-01",
                family=Family.POLICE,
                note=message("match_page.note.none_offered"),
            ),
        ),
    )


def _stay() -> NeedGroup:
    return NeedGroup(
        "stay",
        "Get in and stay in",
        0.95,
        (
            need(
                "Rear base Entebbe",
                (1, "base"),
                (4, 94),
                0.98,
                held("France", 1, 1.0, (6, 94), locked=True),
                code="L-STK-01",
                family=Family.LOGISTICS,
            ),
            need(
                "Airfield opening unit, Bunia",
                (1, "unit"),
                (3, 94),
                0.98,
                held("France", 1, 1.0, (5, 94), offer="airfield opening"),
                code="L-AIR-02",
                family=Family.LOGISTICS,
            ),
            need(
                "Tactical airlift, C-130 class",
                (8, "sortie/day"),
                (5, 94),
                0.88,
                held("France", 3, 3 / 8, (5, 94)),
                held("Canada", 2, 2 / 8, (12, 94)),
                held("Germany", 2, 2 / 8, (19, 94)),
                held("Belgium", 1, 1 / 10, (12, 60)),
                code="L-AIR-01",
                family=Family.LOGISTICS,
            ),
        ),
    )


def hospital() -> NeedView:
    """Give the need that the pictures open."""
    italian = arrival(
        "Italy",
        "field hospital",
        10,
        (ArrivalPart.DECISION, 14, "EU Council decision"),
        (ArrivalPart.NOTICE, 1, ""),
        (ArrivalPart.TRANSIT, 2, ""),
        (ArrivalPart.SETUP, 2, ""),
    )
    one = need(
        "Surgical field hospital, EMT 2",
        (3, "hospital"),
        (10, 94),
        0.62,
        held(
            "France",
            1,
            1 / 3,
            (12, 94),
            locked=True,
            why=message("match_page.why.earliest", n=5),
        ),
        AllocationView(
            "Italy-1",
            "Italy-hospital",
            "field hospital",
            ITALY,
            1,
            1 / 3,
            19,
            94,
            why=message("match_page.why.one_of", n=5),
            arrival=italian,
        ),
        code="H-HLT-03",
        family=Family.HUMANITARIAN,
    )
    from dataclasses import replace

    return replace(one, blocked=_blocked(), causes=_causes(), alternatives=_alternatives())


def _blocked() -> tuple[BlockedOffer, ...]:
    rows = (
        ("Germany", 24, "caveat", "may stay in Entebbe only", (7, 6, 4, 7)),
        ("Canada", 22, "node", "too heavy for the Bunia runway", (5, 7, 5, 5)),
        ("United Kingdom", 15, "committed", "promised to Iraq until D+80", (4, 3, 4, 4)),
        ("Belgium", 33, "late", "after its parliament's decision", (20, 5, 4, 4)),
        ("Brazil", 40, "late", "after its parliament's decision", (25, 5, 6, 4)),
    )
    found = []
    for name, usable, cause, text, parts in rows:
        how = arrival(
            name,
            "field hospital",
            10,
            (ArrivalPart.DECISION, parts[0], ""),
            (ArrivalPart.NOTICE, parts[1], ""),
            (ArrivalPart.TRANSIT, parts[2], ""),
            (ArrivalPart.SETUP, parts[3], ""),
        )
        found.append(
            BlockedOffer(
                f"{name}-hospital",
                "field hospital",
                partner(name),
                1,
                usable,
                cause,
                said(text),
                how,
            )
        )
    return tuple(found)


def _causes() -> tuple[CauseView, ...]:
    def lever(condition: str, gain: str, after: float) -> Lever:
        return Lever(said(condition), said(gain), 0.62, after, is_bound=False)

    return (
        CauseView(
            "caveat",
            ("Germany, 1 hospital",),
            (said("Germany’s hospital may stay in Entebbe only; the need is in Bunia."),),
            lever("Caveat lifted", "+1 from D+24", 0.90),
            share=0.74,
        ),
        CauseView(
            "node",
            ("Canada, 1 hospital",),
            (said("Its aircraft needs 1,800 m; Bunia takes C-130 class until D+30."),),
            lever("Runway ready by D+20", "+1 from D+22", 0.91),
            share=0.26,
        ),
        CauseView(
            "committed",
            ("United Kingdom, 1",),
            (said("Promised to Iraq until D+80; usable in Bunia on D+15 otherwise."),),
            lever("Released by D+40", "+1 from D+40", 0.84),
        ),
        CauseView(
            "late",
            ("Italy, 1 hospital",),
            (said("Usable D+19, needed D+10: 14 of the 19 days are the EU Council decision."),),
            lever("Council decides by D+5", "+1 from D+10", 0.66),
        ),
    )


def _alternatives() -> tuple[Alternative, ...]:
    return (
        Alternative(
            "Sweden-hospital",
            "field hospital",
            partner("Sweden"),
            1,
            31,
            94,
            4_100_000,
            900_000,
            ("Protection monitoring team",),
        ),
    )


def _lives() -> NeedGroup:
    aid = {"family": Family.HUMANITARIAN}
    return NeedGroup(
        "lives",
        "Save lives",
        0.77,
        (
            hospital(),
            need(
                "Water purification module",
                (3, "module"),
                (5, 60),
                0.96,
                held("UNICEF", 2, 2 / 3, (6, 60)),
                held("Red Cross", 1, 1 / 3, (9, 60)),
                code="H-WSH-01",
                priority=Priority.IMPORTANT,
                family=aid["family"],
            ),
            need(
                "Core relief items",
                (60, "1,000 people"),
                (7, 60),
                0.69,
                held("UNICEF", 20, 1 / 3, (8, 60)),
                held("Red Cross", 25, 25 / 60, (14, 60)),
                code="H-SHL-01",
                priority=Priority.IMPORTANT,
                family=aid["family"],
            ),
            need(
                "General food distribution",
                (60, "1,000 people"),
                (5, 120),
                0.97,
                held("WFP", 60, 1.0, (8, 120)),
                code="H-FOD-01",
                priority=Priority.IMPORTANT,
                family=aid["family"],
            ),
            need(
                "Protection monitoring team",
                (4, "team"),
                (10, 120),
                0.72,
                held("MONUC", 2, 0.5, (10, 120)),
                held("UNICEF", 1, 0.25, (22, 120)),
                code="H-PRO-01",
                priority=Priority.USEFUL,
                family=aid["family"],
            ),
        ),
    )


def _succession() -> NeedGroup:
    return NeedGroup(
        "succession",
        "Hand over without a gap",
        0.61,
        (
            need(
                "Successor battalion, Ituri Brigade",
                (4, "battalion"),
                (85, 120),
                0.61,
                held("Uruguay", 1, 0.25, (85, 120)),
                held("Bangladesh", 1, 0.25, (88, 120)),
                held("Pakistan", 1, 0.25, (101, 120)),
            ),
        ),
    )


def bunia_view() -> MatchView:
    """Give the whole plan."""
    groups = (_protect(), _stay(), _lives(), _succession())
    marks = (
        DayMark(0, MarkKind.AUTHORITY, "UNSCR 1484"),
        DayMark(6, MarkKind.PERMIT, "Kampala consent"),
        DayMark(13, MarkKind.AUTHORITY, "EU launch decision"),
        DayMark(45, MarkKind.DECISION, "Decide: who succeeds"),
        DayMark(59, MarkKind.AUTHORITY, "UNSCR 1493"),
        DayMark(94, MarkKind.AUTHORITY, "Mandate", is_end=True),
    )
    shares = (0.41, 0.10, 0.08, 0.08, 0.07, 0.05, 0.05, 0.04, 0.03, 0.03, 0.02, 0.01, 0.01, 0.01)
    figures = PlanFigures(
        weighted_coverage=0.757,
        bound=0.759,
        gap=0.004,
        is_proven=True,
        is_bound_for_all_days=True,
        essential=(0.96, 0.98, 0.98, 0.85, 0.88, 0.62, 0.42, 0.61, 0.0),
        first_arrival=5,
        first_arrival_by="France, airfield opening",
        arrivals=(5, 6, 7, 8, 19, 22, 31, 48),
        cost=86_400_000,
        currency="EUR",
        budget=110_000_000,
        shares=tuple(
            PartnerShare(partner(name), share) for name, share in zip(NAMES, shares, strict=False)
        ),
        n_offering=17,
    )
    return MatchView(
        plan="plan-03",
        title="Protect and hand over",
        number="03",
        standing=Standing.CURRENT,
        first_day=0,
        last_day=120,
        groups=groups,
        marks=marks,
        figures=figures,
        changes=FigureChanges(0.06, 1, -2, 4_100_000, 2),
        curve=(CurveStep(0, 7, 0.2), CurveStep(7, 20, 0.6), CurveStep(20, 120, 0.8)),
        n_offers=41,
        n_partners=17,
    )
