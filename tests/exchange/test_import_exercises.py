"""Lists of exercises as others keep them: no header, times in words, needs as sentences."""

from datetime import date
from pathlib import Path

from crisisplanner.domain.account import DateOrder, Fate, ImportKind, ImportOptions, Recognition
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.exercises import Exercise, Inject
from crisisplanner.domain.monitoring import Event
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.domain.tasks import Task
from crisisplanner.domain.terms import Family
from tests.exchange.import_register import codes, imported, register, said
from tests.exchange.test_import_records import again, taken

DATA = Path(__file__).parent.parent / "data"
CLOCK = DATA / "excerpt_openaev_injects.xlsx"
DATED = DATA / "excerpt_openaev_datetimes.xlsx"


def test_a_list_without_header_is_known_by_its_column_of_times() -> None:
    account = imported(CLOCK, ImportKind.INJECTS).account
    used = {c.letter: c.field for c in account.columns if c.field}
    assert used["B"] == "channel"
    assert used["C"] == "due_text"
    assert {c.recognised_by for c in account.columns if c.field} == {Recognition.POSITION}
    assert account.header_row == 0
    assert account.counts[Fate.CREATED] == 5


def test_times_from_d_are_days_and_minutes() -> None:
    result = imported(CLOCK, ImportKind.INJECTS)
    due = {i.due_text: (i.due_day, i.due_minute) for i in taken(result, Inject)}
    assert due == {
        "J-1": (-1, None),
        "J 09h00": (0, 540),
        "J+1 09h00": (1, 540),
        "J+2 09h00": (2, 540),
        "J+3 09h05": (3, 545),
    }


def test_a_missing_exercise_is_made_from_the_name_of_the_file() -> None:
    result = imported(CLOCK, ImportKind.INJECTS)
    (exercise,) = taken(result, Exercise)
    assert exercise.name == "excerpt openaev injects"
    assert {inject.exercise for inject in taken(result, Inject)} == {exercise.id}
    assert again(CLOCK, ImportKind.INJECTS, result).account.counts[Fate.UNCHANGED] == 5


def test_dates_of_injects_have_their_order_from_evidence() -> None:
    first = taken(imported(DATED, ImportKind.INJECTS), Inject)[0]
    assert (first.due_date, first.due_minute) == (date(2024, 6, 26), 540)


def test_an_open_order_of_inject_dates_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "injects.csv"
    path.write_text("When,Inject\n07/08/2024 09h00,Call\n08/09/2024 10:30,Mail\n")
    result = imported(path, ImportKind.INJECTS)
    assert "import.column_order_open" in {f.said.code for f in result.account.faults}
    options = ImportOptions(ImportKind.INJECTS, date_order=DateOrder.DMY)
    dated = taken(imported(path, ImportKind.INJECTS, options=options), Inject)
    assert [(i.due_date, i.due_minute) for i in dated] == [
        (date(2024, 8, 7), 540),
        (date(2024, 9, 8), 630),
    ]


def test_needs_as_sentences_are_figures_with_a_lower_end() -> None:
    result = imported(DATA / "excerpt_bhutan_assets.csv", ImportKind.NEEDS)
    needs = {need.title: need for need in taken(result, Requirement)}
    cloth = needs["Protective clothing"]
    assert (cloth.quantity.value, cloth.quantity.low, cloth.quantity.high) == (2, 2, None)
    assert cloth.justification == "> 2= pieces"
    assert (needs["Radio"].quantity.value, needs["Radio"].quantity.low) == (10, None)
    assert {(need.from_day, need.to_day) for need in needs.values()} == {(0, 1)}
    assert any("no days are given" in text for text in said(result.account.remarks))


def test_needs_bring_scenario_plan_and_types_of_their_own() -> None:
    path = DATA / "excerpt_bhutan_assets.csv"
    result = imported(path, ImportKind.NEEDS)
    assert {s.name for s in taken(result, Scenario)} == {p.title for p in taken(result, Plan)}
    types = taken(result, CapabilityType)
    assert {kind.family for kind in types} == {Family.OWN}
    assert len({kind.code for kind in types}) == len(types)
    after = again(path, ImportKind.NEEDS, result)
    assert after.changes == ()


def test_scenarios_stand_under_what_may_happen(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.csv"
    path.write_text(
        "Scenario,Incident Type,Comments\nDengue,Infectious Disease,\nMalaria,Infectious Disease,x\n"
    )
    result = imported(path, ImportKind.SCENARIOS)
    (crisis,) = taken(result, Crisis)
    assert crisis.name == "Infectious Disease"
    assert [s.name for s in taken(result, Scenario)] == ["Dengue", "Malaria"]
    needs = tmp_path / "needs.csv"
    needs.write_text("Scenario,Item,Comments\nDengue,Fogger,>= 2 pieces\n")
    known = register(*taken(result, Scenario), crisis)
    assert taken(imported(needs, ImportKind.NEEDS, known), Scenario) == []


def test_tasks_are_part_of_others() -> None:
    path = DATA / "excerpt_bhutan_tasks.csv"
    result = imported(path, ImportKind.TASKS)
    tasks = {task.title: task for task in taken(result, Task)}
    assert tasks["Receive investigation report"].part_of == tasks["Send case information"].id
    assert tasks["Send case information"].urgency == "Normal"
    assert tasks["Send case information"].occasion == "Dengue control"
    # A comma that nobody quoted: what follows it is kept as a note.
    assert tasks["Cleanup"].note == "decommission and evict sites"
    assert again(path, ImportKind.TASKS, result).changes == ()


def test_a_parent_that_is_missing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("Scenario,Parent,Priority,Task\nFire,Nothing,High,Knock\n")
    result = imported(path, ImportKind.TASKS)
    assert (2, "B", "import.no_such_parent") in codes(result.account.remarks)
    assert taken(result, Task)[0].part_of is None


def test_events_without_a_code_are_told_apart_by_day_and_name(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "Name,Type,Date,Country,L1,Impact:Deaths\n"
        "Flood,Flash Flood,2021-06-17 11:30,NA,Gasa,6\n"
        "Flood,Flash Flood,2021-06-17 14:00,FR,Haa,\n"
    )
    result = imported(path, ImportKind.EVENTS)
    events = taken(result, Event)
    assert [event.code for event in events] == ["2021-06-17 Flood", "2021-06-17 Flood (2)"]
    assert [event.iso3 for event in events] == ["NAM", "FRA"]
    assert [event.deaths.value for event in events] == [6, None]
    assert again(path, ImportKind.EVENTS, result).changes == ()
