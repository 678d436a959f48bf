"""The command line, run whole, as a person would."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from crisisplanner.cli.main import run
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow
from crisisplanner.exchange.matching_columns import ALL_TABLES
from crisisplanner.exchange.matching_tables import write_problem
from crisisplanner.services.demo import prepare_demo
from crisisplanner.services.editing import change_field, create_entity
from crisisplanner.services.session import Outside
from crisisplanner.services.version_keeping import make_version
from crisisplanner.services.workspaces import open_workspace
from crisisplanner.storage.workspace import create_file
from crisisplanner.wording.catalogue import Wording

UN_FILE = Path(__file__).parents[1] / "data" / "un_dpo_contributions_2021-01.csv"


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own, with backups there too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def run_command(*words: str) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        code = run(words, out=out, err=err)
        return Answer(code, out.getvalue(), err.getvalue())

    return run_command


def content_of(path: Path) -> tuple[int, list[object]]:
    """Give the journal's position and everything that a workspace holds."""
    with open_workspace(path, author="reader", read_only=True) as session:
        return session.file.position(), [session.file.all(kind) for kind in ENTITY_TYPES]


def write_tables(folder: Path) -> None:
    """Write tables in which one offer meets three quarters of one need."""
    problem = Problem(
        offers=(OfferRow("o1", "France", "t", 3.0),),
        requirements=(RequirementRow("r1", "c", "t", 4.0, 0, 10),),
    )
    (folder / "tables").mkdir()
    write_problem(folder / "tables", problem)


def test_the_whole_way_ends_in_a_printed_plan(command: Run, tmp_path: Path) -> None:
    assert command("new", "bunia.crisis", "--case", "bunia-2003").code == 0
    matched = command("match", "bunia.crisis")
    assert matched.code == 0
    assert "Interim emergency force" in matched.out
    verified = command("verify", "bunia.crisis")
    assert (verified.code, "Accepted" in verified.out) == (0, True)
    assert "USD" in verified.out
    assert command("export", "bunia.crisis", "--out", "plan.pdf").code == 0
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert command("check", "bunia.crisis").code == 0


def test_a_version_of_a_plan_is_printed_by_number_or_name(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    with open_workspace(tmp_path / "bunia.crisis", author="Maya") as session:
        (plan,) = session.all(Plan)
        make_version(session, plan.id, "For the Council")
        change_field(session, "plan", plan.id, "title", "Plan Zanzibar")
    for wanted in ("1", "for the council"):
        out = tmp_path / f"{wanted}.pdf"
        answer = command("export", "bunia.crisis", "--plan-version", wanted, "--out", str(out))
        assert answer.code == 0
    with PdfReader(out) as printed:
        assert "Zanzibar" not in printed.pages[0].extract_text()
    answer = command("export", "bunia.crisis", "--plan-version", "2", "--out", "2.pdf")
    assert answer.code == 2
    assert "1 “For the Council”" in answer.err
    answer = command(
        "export", "bunia.crisis", "--document", "offers", "--plan-version", "1", "--out", "o.csv"
    )
    assert answer.code == 2


def test_the_cases_are_listed(command: Run) -> None:
    answer = command("cases", "--json")
    assert [case["id"] for case in json.loads(answer.out)] == ["bunia-2003"]


def test_contributions_of_the_un_are_taken_whole(command: Run) -> None:
    command("new", "un.crisis")
    answer = command("import", "un.crisis", str(UN_FILE), "--as", "contributions")
    assert answer.code == 0, answer.err
    assert "122 rows read" in answer.out
    assert "81,932" in answer.out


def test_a_dry_run_writes_nothing(command: Run, tmp_path: Path) -> None:
    command("new", "un.crisis")
    before = (tmp_path / "un.crisis").read_bytes()
    assert (
        command("import", "un.crisis", str(UN_FILE), "--as", "contributions", "--dry-run").code == 0
    )
    assert (tmp_path / "un.crisis").read_bytes() == before


def test_bad_rows_are_all_named_and_nothing_is_written(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    sheet = tmp_path / "offers.csv"
    sheet.write_text(
        "Partner,Capability,Quantity\nFrance,M-MED-1,2\nFrance,M-MED-01,-3\nFrance,M-MED-01,many\n",
        encoding="utf-8",
    )
    before = content_of(tmp_path / "bunia.crisis")
    answer = command("import", "bunia.crisis", "offers.csv", "--as", "offers")
    assert answer.code == 2
    for row in ("row 2", "row 3", "row 4"):
        assert row in answer.err
    assert "M-MED-01" in answer.err.splitlines()[0]
    assert content_of(tmp_path / "bunia.crisis") == before


def test_tables_are_matched_and_verified(command: Run, tmp_path: Path) -> None:
    problem = Problem(
        offers=(OfferRow("o1", "France", "t", 3.0), OfferRow("o2", "Italy", "t", 1.0)),
        requirements=(RequirementRow("r1", "c", "t", 4.0, 0, 10),),
    )
    (tmp_path / "tables").mkdir()
    write_problem(tmp_path / "tables", problem)
    answer = command("match", "--tables", "tables", "--out", "result.json", "--json")
    assert answer.code == 0, answer.err
    assert json.loads((tmp_path / "result.json").read_text())["weighted_coverage"] == 1.0
    assert command("verify", "--tables", "tables", "--plan", "result.json").code == 0


def test_what_is_odd_in_tables_is_told_with_its_row_and_written_with_the_result(
    command: Run, tmp_path: Path
) -> None:
    problem = Problem(
        offers=(OfferRow("o1", "France", "t", 2.5, needs=("mandate",)),),
        requirements=(RequirementRow("r1", "c", "t", 4.0, 0, 10),),
    )
    (tmp_path / "tables").mkdir()
    write_problem(tmp_path / "tables", problem)
    answer = command("match", "--tables", "tables", "--out", "r.json")
    told = [
        "offers.csv, row 2, column quantity: o1 is 2.5 and not divisible, so at most 2 can be sent.",
        "No period is listed for the condition mandate, so it is never in force.",
    ]
    assert answer.code == 0
    assert answer.err.splitlines() == told
    result = json.loads((tmp_path / "r.json").read_text())
    assert [said["sentence"] for said in result["warnings"]] == told


def test_a_broken_rule_is_a_line_and_exit_code_one(command: Run, tmp_path: Path) -> None:
    write_tables(tmp_path)
    command("match", "--tables", "tables", "--out", "result.json")
    result = json.loads((tmp_path / "result.json").read_text())
    result["allocations"][0]["quantity"] = 4
    (tmp_path / "result.json").write_text(json.dumps(result))
    answer = command("verify", "--tables", "tables", "--plan", "result.json")
    assert answer.code == 1
    assert "o1" in answer.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("new", "plan.txt"), 2),
        (("new", "a.crisis", "--case", "atlantis"), 2),
        (("check", "missing.crisis"), 2),
        (("match",), 2),
        (("match", "--tables", "nowhere", "--out", "r.json"), 2),
        (("import", "a.crisis", "b.csv", "--as", "wishes"), 2),
        (("export", "a.crisis", "--out", "a.pdf", "--paper", "A0"), 2),
        (("no-such-command",), 2),
        ((), 2),
    ],
)
def test_bad_input_is_refused_in_words(command: Run, words: tuple[str, ...], code: int) -> None:
    answer = command(*words)
    assert answer.code == code
    assert answer.err or not words
    assert "Traceback" not in answer.err


def test_an_existing_file_is_never_replaced(command: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.crisis").write_text("my own notes")
    assert command("new", "mine.crisis").code == 2
    assert (tmp_path / "mine.crisis").read_text() == "my own notes"


def test_the_demo_replaces_only_what_it_made(command: Run, tmp_path: Path) -> None:
    assert command("demo", "--out", "demo").code == 0
    first = (tmp_path / "demo" / "bunia-2003-plan.pdf").read_bytes()
    assert command("demo", "--out", "demo").code == 0
    assert len(first) > 10_000
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "bunia-2003.crisis").write_text("my own notes")
    assert command("demo", "--out", "other").code == 4
    assert (tmp_path / "other" / "bunia-2003.crisis").read_text() == "my own notes"


@pytest.mark.parametrize(
    "name", ["new", "cases", "import", "match", "verify", "export", "check", "demo"]
)
def test_every_command_teaches_with_an_example(
    command: Run, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(SystemExit) as leaving:
        command(name, "--help")
    assert leaving.value.code == 0
    assert f"crisisplanner {name}" in capsys.readouterr().out.split("example", 1)[1]


@pytest.mark.parametrize("taken", ["bunia.crisis", "notes.txt", "tables/offers.csv", "folder", ""])
def test_a_document_never_takes_the_place_of_another_kind_of_file(
    command: Run, tmp_path: Path, taken: str
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    (tmp_path / "notes.txt").write_text("my own notes")
    (tmp_path / "folder").mkdir()
    write_tables(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    for words in (
        ("export", "bunia.crisis", "--out", taken),
        ("match", "--tables", "tables", "--out", taken),
    ):
        answer = command(*words)
        assert answer.code in (2, 4), answer.err
        assert answer.err
    assert {path: path.read_bytes() for path in before} == before


def test_the_demo_keeps_an_example_that_was_edited(command: Run, tmp_path: Path) -> None:
    path = prepare_demo(tmp_path / "demo", author="Maya")
    with open_workspace(path, author="Maya") as session:
        change_field(session, "offer", session.all(Offer)[0].id, "description", "edited")
    answer = command("demo", "--out", "demo")
    assert (answer.code, "edited" in answer.err) == (4, True)
    assert prepare_demo(tmp_path / "demo", author="Maya", keeps_edited=True) == path
    with open_workspace(path, author="Maya") as session:
        assert "edited" in {offer.description for offer in session.all(Offer)}


def test_a_demo_below_a_file_is_refused_in_words(command: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my own notes")
    assert command("demo", "--out", "notes.txt").code == 4


@pytest.mark.parametrize(
    "words",
    [
        ("match", "a.crisis", "--out", "r.json"),
        ("match", "a.crisis", "--keep", "r.json"),
        ("match", "--tables", "tables", "--out", "r.json", "--plan", "p"),
        ("match", "--tables", "tables", "--out", "r.json", "--keep", "k.json"),
        ("match", "a.crisis", "--time-limit", "nan"),
        ("match", "a.crisis", "--time-limit", "-1"),
    ],
)
def test_an_option_that_would_be_ignored_is_refused(
    command: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    command("new", "a.crisis", "--case", "bunia-2003")
    write_tables(tmp_path)
    answer = command(*words)
    assert answer.code == 2
    assert words[-2].strip("-") in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tables", "nowhere"), ("--out FILE", "no folder nowhere")),
        (("--tables", "nowhere", "--aims", "changes"), ("--out", "--keep", "no folder")),
        (("--tables", "tables", "--out", "r.json", "--aims", "changes"), ("--keep FILE",)),
        (("--tables", "tables", "--out", "r.json", "--aims", "cost,coverage"), ("after cost",)),
    ],
)
def test_all_that_is_wrong_with_the_options_of_a_match_is_said_at_once(
    command: Run, tmp_path: Path, words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    write_tables(tmp_path)
    answer = command("match", *words)
    assert answer.code == 2
    assert [one for one in said if one not in answer.err] == []
    assert not (tmp_path / "r.json").exists()


def test_what_is_to_be_kept_is_read_for_the_aim_changes(command: Run, tmp_path: Path) -> None:
    write_tables(tmp_path)
    first = command("match", "--tables", "tables", "--out", "k.json")
    assert "1 allocation from 1 partner." in first.out
    words = ("--tables", "tables", "--out", "r.json", "--aims", "changes", "--keep", "k.json")
    assert command("match", *words).code == 0


@pytest.mark.parametrize(
    ("field", "stated", "said"),
    [
        ("weighted_coverage", 0.2, "a weighted coverage of 20.000 %; the plan reaches 75.000 %"),
        ("cost", 99, "a cost of 99.00; the plan costs 0.00"),
        ("bound", 0.5, "at most 50.000 % is possible; the plan reaches 75.000 %"),
    ],
)
def test_a_figure_that_the_checker_finds_otherwise_is_a_line_and_exit_code_one(
    command: Run, tmp_path: Path, field: str, stated: float, said: str
) -> None:
    write_tables(tmp_path)
    command("match", "--tables", "tables", "--out", "r.json")
    result = json.loads((tmp_path / "r.json").read_text())
    (tmp_path / "r.json").write_text(json.dumps({**result, field: stated}))
    answer = command("verify", "--tables", "tables", "--plan", "r.json")
    assert answer.code == 1
    lines = answer.out.replace("\u00a0", " ").splitlines()
    assert lines[0] == f"r.json states {'that ' if field == 'bound' else ''}{said}."
    assert lines[1].startswith("No rule is broken, but a figure of the file is wrong.")


def test_a_wrong_word_is_answered_as_json_if_asked_for(command: Run) -> None:
    answer = command("check", "--json")
    assert json.loads(answer.out)["errors"][0]["code"] == "cli.usage"


@pytest.mark.skipif(os.name == "nt", reason="names of files are text on Windows")
def test_a_file_name_that_is_no_text_is_refused_in_words(command: Run, tmp_path: Path) -> None:
    odd = os.fsdecode(b"plan\xff.crisis")
    assert command("new", odd).code == 2
    assert not (tmp_path / odd).exists()
    command("new", "plain.crisis")
    (tmp_path / "plain.crisis").rename(tmp_path / odd)
    assert command("check", odd).code == 0


def test_a_user_without_a_name_is_asked_for_one(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 7)
    answer = command("new", "a.crisis")
    assert (answer.code, "--author" in answer.err) == (2, True)
    assert command("new", "a.crisis", "--author", "Maya").code == 0


def test_a_workspace_whose_creation_was_killed_is_refused_in_words(
    command: Run, tmp_path: Path
) -> None:
    outside = Outside()
    create_file(tmp_path / "half.crisis", clock=outside.now, new_id=outside.new_id).close()
    answer = command("check", "half.crisis")
    assert (answer.code, "broken off" in answer.err) == (2, True)


def test_an_import_of_known_rows_says_that_nothing_was_written(command: Run) -> None:
    command("new", "un.crisis")
    first = command("import", "un.crisis", str(UN_FILE), "--as", "contributions")
    again = command("import", "un.crisis", str(UN_FILE), "--as", "contributions")
    assert (first.code, "as one step" in first.out) == (0, True)
    assert (again.code, "nothing was written" in again.out) == (0, True)


@pytest.mark.parametrize("encoding", ["rot13", "zlib", "base64"])
def test_an_encoding_that_is_none_of_text_is_refused_in_words(
    command: Run, tmp_path: Path, encoding: str
) -> None:
    command("new", "a.crisis")
    (tmp_path / "m.json").write_text(json.dumps({"encoding": encoding}))
    (tmp_path / "o.csv").write_text("Partner,Capability,Quantity\nFrance,M-MED-01,1\n")
    answer = command("import", "a.crisis", "o.csv", "--as", "offers", "--mapping", "m.json")
    assert (answer.code, encoding in answer.err) == (2, True)


def test_the_dates_of_a_plan_go_to_a_calendar(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    out = tmp_path / "plan.ics"
    answer = command("export", "bunia.crisis", "--document", "plan-dates", "--out", str(out))
    assert (answer.code, answer.out) == (0, f"Wrote {out}.\n")
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert command("export", "bunia.crisis", "--document", "calendar", "--out", "c.ics").code == 0
    assert command("export", "bunia.crisis", "--document", "calendar", "--out", "c.csv").code == 2


@pytest.mark.parametrize("table", ["partners", "offers", "requirements"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_exported_table_changes_nothing_when_it_is_imported_again(
    command: Run, tmp_path: Path, table: str, ending: str
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    file = f"{table}.{ending}"
    assert command("export", "bunia.crisis", "--document", table, "--out", file).code == 0
    before = content_of(tmp_path / "bunia.crisis")
    answer = command("import", "bunia.crisis", file, "--as", table)
    assert (answer.code, answer.err) == (0, "")
    assert content_of(tmp_path / "bunia.crisis") == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_cell_that_a_spreadsheet_would_compute_leaves_harmless(
    command: Run, tmp_path: Path, ending: str
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    with open_workspace(tmp_path / "bunia.crisis", author="Maya") as session:
        change_field(session, "offer", session.all(Offer)[0].id, "description", "=1+1")
    command("export", "bunia.crisis", "--document", "offers", "--out", f"o.{ending}")
    if ending == "csv":
        with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
    else:
        workbook = load_workbook(tmp_path / "o.xlsx")
        cells = [str(cell.value) for row in workbook.worksheets[0].iter_rows() for cell in row]
        workbook.close()
    assert "'=1+1" in cells
    assert "=1+1" not in cells


def test_a_table_never_takes_the_place_of_another_kind_of_file(
    command: Run, tmp_path: Path
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    workspace = (tmp_path / "bunia.crisis").read_bytes()
    (tmp_path / "copy.csv").write_bytes(workspace)
    for name in ("copy.csv", "bunia.crisis"):
        answer = command("export", "bunia.crisis", "--document", "offers", "--out", name)
        assert answer.code in (2, 4)
        assert (tmp_path / name).read_bytes() == workspace


def test_a_printed_file_that_is_not_there_is_bad_input(command: Run) -> None:
    command("new", "a.crisis")
    assert command("check", "a.crisis", "--document", "missing.pdf").code == 2


def test_an_import_says_in_one_line_why_rows_were_left_out(command: Run, tmp_path: Path) -> None:
    command("new", "a.crisis")
    (tmp_path / "w.csv").write_text("Organisation,Sector\n#org,#sector\nWFP,Food\n")
    answer = command("import", "a.crisis", "w.csv", "--as", "activities")
    assert "1 left out: a row of HXL tags (row 2)." in answer.out


def test_an_import_with_dates_answers_in_json(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    (tmp_path / "offers.csv").write_text(
        "Partner,Capability,Quantity,Available from\nFrance,M-MED-01,2,2003-06-12\n",
        encoding="utf-8",
    )
    answer = command("import", "bunia.crisis", "offers.csv", "--as", "offers", "--json")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["kind"] == "offers"


def test_an_offer_without_quantity_is_taken_but_said_not_to_be_matched(
    command: Run, tmp_path: Path
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    (tmp_path / "offers.csv").write_text(
        "Partner,Capability,Quantity\nFrance,M-MED-01,\n", encoding="utf-8"
    )
    answer = command("import", "bunia.crisis", "offers.csv", "--as", "offers")
    assert answer.code == 0
    assert "not matched until a quantity is entered" in answer.err


def test_a_plan_without_requirements_is_told_in_a_joint_match(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    with open_workspace(tmp_path / "bunia.crisis", author="Maya") as session:
        (plan,) = session.all(Plan)
        later = replace(plan, id="second", title="Later", match_run="", matched_at=None)
        create_entity(session, later)
    answer = command("match", "bunia.crisis", "--plan", plan.id, "--plan", "second")
    assert answer.code == 0, answer.err
    after = answer.out.splitlines()[answer.out.splitlines().index("Plan: Later") + 1]
    assert after == "This plan has no requirements, so nothing was matched for it."


def test_requirements_need_a_plan_and_say_how_to_make_one(command: Run, tmp_path: Path) -> None:
    command("new", "empty.crisis")
    (tmp_path / "needs.csv").write_text(
        "Capability,Quantity,From,To\nM-MED-01,1,D+1,D+9\n", encoding="utf-8"
    )
    answer = command("import", "empty.crisis", "needs.csv", "--as", "requirements")
    assert answer.code == 2
    assert "New plan" in answer.err


def test_an_open_order_of_dates_is_answered_with_the_option_to_give(
    command: Run, tmp_path: Path
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    (tmp_path / "needs.csv").write_text(
        "Capability,Quantity,From,To\nM-MED-01,1,03/04/2003,05/06/2003\n", encoding="utf-8"
    )
    words = ("import", "bunia.crisis", "needs.csv", "--as", "requirements", "--dry-run")
    answer = command(*words)
    assert answer.code == 2
    for order in ("DMY", "MDY", "YMD"):
        assert f"--date-order {order}" in answer.err
    assert "--date-order" not in command(*words, "--date-order", "DMY").err


def test_a_stopped_run_never_replaces_a_better_plan(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    assert command("match", "bunia.crisis").code == 0
    before = content_of(tmp_path / "bunia.crisis")
    answer = command("match", "bunia.crisis", "--time-limit", "0")
    assert answer.code == 3
    assert "Not adopted" in answer.out
    assert content_of(tmp_path / "bunia.crisis") == before


def test_a_backup_that_can_not_be_made_is_told_and_work_goes_on(
    command: Run, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the backups' folder would be")
    answer = command("new", "a.crisis")
    assert (answer.code, "backup" in answer.err) == (0, True)
    answer = command("-q", "demo")
    assert (answer.code, "backup" in answer.err) == (0, True)


def test_a_workspace_in_which_someone_writes_is_refused_before_it_is_matched(
    command: Run, tmp_path: Path
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    with open_workspace(tmp_path / "bunia.crisis", author="Maya"):
        answer = command("-v", "match", "bunia.crisis")
    assert answer.code == 4
    assert "Maya" in answer.err
    assert "Matching" not in answer.err


SHEET = """Partner,Capability,Quantity
France,M-MED-01,2
France,M-MED-01,-3
"""


def test_rows_left_out_for_their_faults_are_something_found(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    (tmp_path / "offers.csv").write_text(SHEET, encoding="utf-8")
    for more in (("--dry-run",), ()):
        answer = command("import", "bunia.crisis", "offers.csv", "--as", "offers", *more)
        assert (answer.code, "--skip-bad" in answer.out) == (2, True)
        skipping = ("--as", "offers", "--skip-bad", *more)
        assert command("import", "bunia.crisis", "offers.csv", *skipping).code == 1


def test_skipping_rows_is_offered_only_where_a_row_is_good(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    (tmp_path / "offers.csv").write_text("Land,Sache\nFrance,M-MED-01\n", encoding="utf-8")
    answer = command("import", "bunia.crisis", "offers.csv", "--as", "offers")
    assert (answer.code, "--skip-bad" in answer.out) == (2, False)


def test_the_columns_of_one_figure_are_told_apart(command: Run) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    command("export", "bunia.crisis", "--document", "offers", "--out", "offers.csv")
    answer = command("import", "bunia.crisis", "offers.csv", "--as", "offers", "--dry-run")
    taken = [line.split("  ")[-1] for line in answer.out.splitlines() if "quantity" in line]
    assert len(taken) > 2
    assert len(set(taken)) == len(taken)


def test_a_printed_plan_has_the_name_of_a_pdf(command: Run, tmp_path: Path) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    answer = command("export", "bunia.crisis", "--out", "plan.doc")
    assert (answer.code, ".pdf" in answer.err) == (2, True)
    assert not (tmp_path / "plan.doc").exists()


def test_a_match_as_json_names_what_it_mentions_by_id(command: Run) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    match = json.loads(command("match", "bunia.crisis", "--json").out)
    names = match["names"]
    for row in match["allocations"]:
        assert names[row["offer"]]["kind"] == "offer"
        assert names[row["offer"]]["partner"]
        assert names[row["requirement"]]["name"]
    assert {names[row["partner"]]["code"] for row in match["partners"]} >= {"FRA"}


def test_tables_exported_from_a_workspace_are_told_from_those_of_a_problem(
    command: Run, tmp_path: Path
) -> None:
    command("new", "bunia.crisis", "--case", "bunia-2003")
    (tmp_path / "tables").mkdir()
    for kind in ("offers", "requirements"):
        command("export", "bunia.crisis", "--document", kind, "--out", f"tables/{kind}.csv")
    answer = command("match", "--tables", "tables", "--out", "result.json")
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 2
    assert "crisisplanner match WORKSPACE" in answer.err


def test_the_help_of_match_lists_every_column_of_its_tables() -> None:
    listed = Wording().say("cli.match.example")
    for layout in ALL_TABLES.values():
        for word in (layout.file, *(column.name for column in layout.columns)):
            assert word in listed
