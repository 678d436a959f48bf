"""A plan document with every kind of content, for tests: invented, after Bunia 2003."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import (
    Align,
    AllocationBar,
    ArrivalBar,
    ArrivalChart,
    ArrivalStretch,
    AssumptionBlock,
    AssumptionItem,
    Bar,
    Bars,
    CauseShare,
    Cell,
    Column,
    CoverageCurve,
    CurveStep,
    DatedItem,
    DatedList,
    Fact,
    Facts,
    Heading,
    Identity,
    KeyFigure,
    KeyFigures,
    LineKind,
    Mark,
    NeedGroup,
    NeedRow,
    PlanDocument,
    Prose,
    ProseRole,
    Row,
    Section,
    Table,
    TimeChart,
    TimeLine,
)

LINES = (
    TimeLine(0, "UNSCR 1484", LineKind.AUTHORITY),
    TimeLine(13, "EU launch", LineKind.AUTHORITY),
    TimeLine(20, "Decide: caveat", LineKind.DECISION),
    TimeLine(59, "UNSCR 1493", LineKind.AUTHORITY),
    TimeLine(94, "Mandate ends", LineKind.AUTHORITY),
    TimeLine(6, "Entebbe consent", LineKind.PERMIT),
)
MARKS = (Mark("S3", "source-3"), Mark("A1", "assumption-1"))


def identity(**changes: object) -> Identity:
    """Give the identity of the sample, with changes."""
    base = Identity(
        title="Bunia: protect and hand over",
        number="03",
        version="DRAFT",
        marking=Marking("AMBER"),
        printed_at=datetime(2026, 11, 21, 17, 40, tzinfo=UTC),
        sha256="9c41e7a2" + "0" * 56,
        author="Planning desk",
        subject="Contingency plan",
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # fields by name


def figures() -> KeyFigures:
    """Give the five figures."""
    return KeyFigures(
        (
            KeyFigure("Weighted coverage", "76", "%", "best possible 75.9 %"),
            KeyFigure("Essential met", 3, "of 8", "5 partly covered"),
            KeyFigure("First arrival", Day(5), "", "France, airfield"),
            KeyFigure("Cost", "86.4", "M EUR", "of 110 M EUR"),
            KeyFigure("Partners", 15, "of 17", "France carries 41 %"),
        )
    )


def curve() -> CoverageCurve:
    """Give a coverage curve with its causes."""
    shares = ((3, 5, 0.0), (5, 7, 0.66), (7, 10, 0.73), (10, 20, 0.64), (20, 30, 0.86))
    more = ((30, 60, 0.81), (60, 88, 0.79), (88, 94, 0.76), (94, 101, 0.55), (101, 120, 0.64))
    return CoverageCurve(
        tuple(CurveStep(*step) for step in shares + more),
        LINES,
        (
            CauseShare("No offer of the type", 0.41),
            CauseShare("Caveat forbids", 0.22),
            CauseShare("Too slow to decide", 0.14),
            CauseShare("Promised elsewhere", 0.12),
            CauseShare("Cannot land", 0.11),
        ),
        0,
        120,
    )


def time_chart() -> TimeChart:
    """Give a time chart of two lines of effort."""
    force = NeedRow(
        "Interim emergency force",
        "1,400 troops, D+7 to D+94",
        0.85,
        7,
        94,
        (
            AllocationBar("France 1,000", 1, 7, 94, 0.71, is_locked=True),
            AllocationBar("United Kingdom 90", 2, 18, 94, 0.064),
            AllocationBar("Sweden 80", 5, 20, 94, 0.057),
            AllocationBar("Belgium 60", 11, 18, 94, 0.043),
        ),
        link="requirement-1",
    )
    helicopters = NeedRow(
        "Utility helicopter unit",
        "2 units, D+10 to D+94",
        0.42,
        10,
        94,
        (AllocationBar("South Africa 1", 4, 24, 94, 0.5),),
        uncredited=((24, 30),),
    )
    police = NeedRow(
        "Formed police unit",
        "2 units, D+30 to D+120",
        0.0,
        30,
        120,
        (),
        cause="No offer of this type",
    )
    airlift = NeedRow(
        "Tactical airlift, C-130 class",
        "8 sorties/day, D+5 to D+94",
        0.96,
        5,
        94,
        (
            AllocationBar("France 3", 1, 5, 94, 0.375),
            AllocationBar("Canada 2", 7, 12, 94, 0.25),
            AllocationBar("Germany 2", 6, 19, 94, 0.25),
            AllocationBar("Greece 1", 14, 12, 60, 0.125),
        ),
    )
    return TimeChart(
        (
            NeedGroup("Protect the town, airport and camps", 0.62, (force, helicopters, police)),
            NeedGroup("Get in and stay in", 0.95, (airlift,)),
        ),
        LINES,
        0,
        120,
    )


def contributors() -> Bars:
    """Give bars of what partners bring."""
    names = ("France", "Uruguay", "Germany", "South Africa", "UNICEF", "Canada", "Sweden")
    shares = (0.41, 0.09, 0.08, 0.08, 0.08, 0.06, 0.02)
    rows = [
        Bar(
            name,
            share,
            message("document.percent", share=share),
            "35.4 M",
            "force, bases",
            n + 1,
            0.1,
        )
        for n, (name, share) in enumerate(zip(names, shares, strict=True))
    ]
    rows.append(Bar("Greece", None, None, "", "cost not known", 8))
    return Bars(tuple(rows), "share of contribution; line: fair share", rest_in="requirements")


def assumptions() -> AssumptionBlock:
    """Give three assumptions in their style."""
    return AssumptionBlock(
        tuple(
            AssumptionItem(
                f"A{n}", text, "assumption, Legal desk, 28 May", f"assumption-{n}", MARKS[:1]
            )
            for n, text in enumerate(
                (
                    "Kampala consents by D+6. Open; falsified if refused or later.",
                    "The runway takes 30 C-130 sorties a day in the dry season.",
                    "60,000 people need help in Bunia; range 40,000 to 90,000.",
                ),
                1,
            )
        ),
        "Assumptions that carry this plan",
        rest_in="assumptions",
    )


def blocked_table() -> Table:
    """Give the table of contributions that are not in the chart."""
    columns = (
        Column("Partner"),
        Column("Offer"),
        Column("Usable"),
        Column("First reason it is not used"),
        Column("If lifted", Align.END),
    )
    rows = (
        ("Germany", "1 field hospital", Day(24), "May stay in Entebbe only; the need is in Bunia."),
        ("Canada", "1 field hospital", Day(22), "Needs 1,800 m of runway; Bunia takes C-130 only."),
        ("Greece", "1 C-130", None, "The offer expires on D+5; asked to extend, no answer yet."),
    )
    made = [
        Row(
            (
                Cell(name, partner_colour=n + 1, is_strong=True),
                Cell(offer),
                Cell(day),
                Cell(why, marks=MARKS),
                Cell("62 → 90 %", is_strong=True),
            )
        )
        for n, (name, offer, day, why) in enumerate(rows)
    ]
    group = Row((Cell("Hospitals"), Cell("62 %")), is_group=True)
    return Table(columns, (group, *made))


def card() -> Facts:
    """Give the card of one thing with short and long values."""
    known = Figure(12, "d", 10, 14, Basis.SOURCED, "Offer letter")
    return Facts(
        (
            Fact("Partner", Cell("France", partner_colour=1)),
            Fact("Notice", Cell(known, "sourced, Offer letter, 28 May 2003", MARKS)),
            Fact("Set-up", Cell(Figure(None, "d"))),
            Fact("Divisible", Cell(value=True)),
            Fact("Text", Cell("A long text that runs over the whole width. " * 6)),
            Fact("Last", Cell("one")),
        ),
        "Offer FR-01",
        "offer-1",
    )


def arrivals() -> ArrivalChart:
    """Give arrivals by their parts."""
    stretches = (
        ArrivalStretch("decision", 0, 6),
        ArrivalStretch("notice", 6, 11),
        ArrivalStretch("load", 11, 12.5, is_assumed=True),
        ArrivalStretch("transit", 12.5, 16),
        ArrivalStretch("setup", 16, 19),
        ArrivalStretch("condition", 19, 24),
    )
    bar = ArrivalBar("South Africa, helicopters", "usable D+24, needed D+10", 10, 24, stretches, 4)
    return ArrivalChart((bar, replace(bar, label="Italy, hospital", colour=0)), 0, 40)


def sections() -> tuple[Section, ...]:
    """Give sections of every form."""
    summary = Section(
        "2",
        "Strategic summary",
        "summary",
        (
            Prose(
                "Hold Bunia’s town, airport and two camps from D+7.",
                ProseRole.LEAD,
                "Purpose.",
                "mission",
            ),
            figures(),
            Heading("Coverage by day, and what the uncovered part is"),
            curve(),
            Heading("Decisions asked of you"),
            DatedList(
                (
                    DatedItem(Day(3), "Rear base.", "Entebbe, with Kampala’s consent by D+6."),
                    DatedItem(Day(20), "Caveat.", "Ask Berlin to let its hospital work in Bunia."),
                ),
                "decisions",
            ),
            Heading("Who brings what"),
            contributors(),
            assumptions(),
        ),
        is_one_page=True,
    )
    requirements = Section(
        "13",
        "Requirements and contributions",
        "requirements",
        (
            Prose("Bar height is the share of the need; hatched is not covered.", ProseRole.LEAD),
            time_chart(),
            Heading(
                "Contributions that are not in the chart, and why", "blocked", is_in_outline=True
            ),
            blocked_table(),
            Prose("Basis: offers as stated by partners to 28 May 2003.", ProseRole.NOTE),
        ),
    )
    deployment = Section("15", "Deployment", "deployment", (arrivals(), curve()))
    offers = Section("B", "Offers", "offers", (card(), card(), blocked_table()), is_landscape=True)
    mission = Section("7", "Mission", "mission", (Prose("One.\nTwo.\n" + "Long text here. " * 90),))
    empty = Section("C", "Omitted sections", "omitted", (Prose(message("value.none")),))
    decisions = Section(
        "9", "Decision points", "decisions", (Table((Column("Day"),), (), "None."),)
    )
    return (summary, assumed(), mission, decisions, requirements, deployment, offers, empty)


def assumed() -> Section:
    """Give the list of assumptions."""
    return Section("1", "Assumptions", "assumptions", (assumptions(),))


def plan(**changes: object) -> PlanDocument:
    """Give the whole sample; ``changes`` are of its identity."""
    cover = (
        Fact("Owner", Cell("Planning desk")),
        Fact("Approver", Cell(None)),
        Fact("D-day", Cell("30 May 2003", "the day of UNSCR 1484")),
    )
    return PlanDocument(identity(**changes), cover, sections())


def exercise() -> Marking:
    """Give the marking of an exercise."""
    return Marking("RED", MarkingKind.EXERCISE)
