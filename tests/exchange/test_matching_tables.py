"""That tables are read strictly: every error by file, row and column, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    Duration,
    OfferRow,
    Problem,
    RequirementRow,
)
from crisisplanner.exchange.matching_tables import ReadProblem, read_problem, write_problem
from crisisplanner.wording.catalogue import Wording
from tests.planning.problem_strategies import TABLE_RULES, problems

OFFERS = "id,partner,type,quantity\no1,FR,clinic,3\n"
REQUIREMENTS = "id,crisis,type,quantity,from_day,to_day\nr1,north,clinic,2,0,30\n"


def folder(path: Path, **tables: str | bytes) -> Path:
    """Write tables, the two required ones in a short form if they are not given."""
    for name, text in {"offers": OFFERS, "requirements": REQUIREMENTS, **tables}.items():
        content = text if isinstance(text, bytes) else text.encode()
        (path / f"{name}.csv").write_bytes(content)
    return path


def errors_of(read: ReadProblem) -> list[str]:
    wording = Wording()
    return [wording.message(said) for said in read.errors]


def test_missing_optional_columns_take_their_defaults(tmp_path: Path) -> None:
    read = read_problem(folder(tmp_path))
    assert read.errors == ()
    assert read.problem == Problem(
        offers=(OfferRow("o1", "FR", "clinic", 3.0),),
        requirements=(RequirementRow("r1", "north", "clinic", 2.0, 0, 30),),
    )


def test_all_columns_are_read(tmp_path: Path) -> None:
    text = (
        "id,partner,type,quantity,divisible,available_from,available_to,decision_days,notice_days,"
        "transit_days,setup_days,max_stay_days,lift_t,mobilisation_cost,daily_cost,needs,excludes,"
        "group,probability\n"
        "o1,FR,clinic,2.5,1,-3,90,-2,3,4,5,60,12.5,1000,2e1,UN; EU,south,wing,0.8\n"
    )
    offer = read_problem(folder(tmp_path, offers=text)).problem.offers[0]
    assert offer == OfferRow(
        id="o1",
        partner="FR",
        type="clinic",
        quantity=2.5,
        divisible=True,
        available_from=-3,
        available_to=90,
        decision_days=-2.0,
        notice=Duration(3.0),
        transit=Duration(4.0),
        setup=Duration(5.0),
        max_stay_days=60,
        lift_t=12.5,
        mobilisation_cost=1000.0,
        daily_cost=20.0,
        needs=("UN", "EU"),
        excludes=("south",),
        group="wing",
        probability=0.8,
    )


def test_byte_order_mark_line_ends_and_blank_lines_do_not_matter(tmp_path: Path) -> None:
    text = "\r\n" + OFFERS.replace("\n", "\r\n\r\n,,,\r\n") + "\r\n"
    read = read_problem(folder(tmp_path, offers=b"\xef\xbb\xbf" + text.encode()))
    assert read.errors == ()
    assert [row.id for row in read.problem.offers] == ["o1"]
    assert read.rows["offers"] == (5,)


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    text = (
        "id,partner,type,quantity,notice_days,divisible\n"
        "o1,FR,clinic,three,2,0\n"
        ",SE,clinic,1,0,0\n"
        "o3,SE,clinic,nan,1.5,yes\n"
        "o4,SE,clinic,1e999,1_0,\n"
        "o5,SE,clinic,=1+2,٣,\n"
    )
    assert errors_of(read_problem(folder(tmp_path, offers=text))) == [
        "offers.csv, row 2, column quantity: expected a number, found three.",
        "offers.csv, row 3, column id: expected text, found nothing.",
        "offers.csv, row 4, column quantity: expected a number, found nan.",
        "offers.csv, row 4, column notice_days: expected a whole number, found 1.5.",
        "offers.csv, row 4, column divisible: expected 0 or 1, found yes.",
        "offers.csv, row 5, column quantity: expected a number, found 1e999.",
        "offers.csv, row 5, column notice_days: expected a whole number, found 1_0.",
        "offers.csv, row 6, column quantity: expected a number, found =1+2.",
        "offers.csv, row 6, column notice_days: expected a whole number, found ٣.",
    ]


def test_whole_numbers_written_with_a_point_are_whole(tmp_path: Path) -> None:
    read = read_problem(folder(tmp_path, requirements=REQUIREMENTS.replace(",30", ",30.0")))
    assert read.problem.requirements[0].to_day == 30


def test_unknown_columns_are_refused_by_name_with_the_nearest(tmp_path: Path) -> None:
    text = "id,partner,type,quantity,notice\no1,FR,clinic,3,1\n"
    (said,) = errors_of(read_problem(folder(tmp_path, offers=text)))
    assert said.startswith(
        "offers.csv, row 1, column “notice”: this column is not known,"
        " perhaps “notice_days” was meant. Which columns there are"
    )


def test_a_table_of_another_kind_is_one_sentence(tmp_path: Path) -> None:
    text = "code,partner,type,amount,notice,origin\no1,FR,clinic,3,1,Paris\n"
    (said,) = errors_of(read_problem(folder(tmp_path, offers=text)))
    assert said.startswith(
        "offers.csv, row 1: no table of a matching problem. Expected also columns id and quantity;"
        " not known are 4 columns, first code, amount and notice."
    )


def test_missing_and_doubled_columns_are_named(tmp_path: Path) -> None:
    text = "id,partner,id,quantity\no1,FR,o1,3\n"
    assert errors_of(read_problem(folder(tmp_path, offers=text))) == [
        "offers.csv, row 1, column id: expected each column once, found it again.",
        "offers.csv, row 1: expected a column type, found none.",
    ]


def test_columns_between_semicolons_are_named(tmp_path: Path) -> None:
    text = OFFERS.replace(",", ";")
    (said,) = errors_of(read_problem(folder(tmp_path, offers=text)))
    assert said == (
        "offers.csv, row 1: expected columns separated by commas, found “id;partner;type;quantity”."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "offers.csv: expected a header row, found an empty file."),
        (b"\n \n", "offers.csv: expected a header row, found an empty file."),
        (
            b"id,partner,type,quantity\no1,C\xf4te,clinic,1\n",
            "offers.csv, row 2: expected text in UTF-8, found other bytes.",
        ),
        (
            OFFERS.encode("utf-16"),
            "offers.csv, row 1: expected text in UTF-8, found other bytes.",
        ),
        (
            OFFERS.encode() + b"o2,FR,clinic,1,5\n",
            "offers.csv, row 3: expected 4 cells, found 5.",
        ),
        (
            OFFERS.encode() + b'o2,"FR,clinic,1\n',
            "offers.csv, row 3: expected cells between commas, unexpected end of data.",
        ),
        (
            OFFERS.encode() + b"o2,F\x00R,clinic,1\n",
            "offers.csv, row 3, column partner: expected text, found F�R.",
        ),
    ],
)
def test_files_that_are_not_tables_are_named(tmp_path: Path, content: bytes, said: str) -> None:
    assert errors_of(read_problem(folder(tmp_path, offers=content))) == [said]


def test_a_huge_cell_is_shown_by_its_beginning(tmp_path: Path) -> None:
    text = OFFERS + f"{'x' * 3000},FR,clinic,1\n"
    (said,) = errors_of(read_problem(folder(tmp_path, offers=text)))
    assert said == (
        "offers.csv, row 3, column id: expected at most 2,000 characters,"
        f" found “{'x' * 60}…” (3,000 characters)."
    )


def test_a_cell_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    text = OFFERS + f"{'x' * 10_000_000},FR,clinic,1\n"
    (said,) = errors_of(read_problem(folder(tmp_path, offers=text)))
    assert said.startswith("offers.csv, row 3")


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    assert errors_of(read_problem(tmp_path / "no")) == [f"There is no folder {tmp_path / 'no'}."]
    assert errors_of(read_problem(tmp_path)) == [
        "offers.csv: the file is missing.",
        "requirements.csv: the file is missing.",
    ]


def test_a_file_that_is_a_folder_is_named(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "offers.csv").unlink()
    (tmp_path / "offers.csv").mkdir()
    (said,) = errors_of(read_problem(tmp_path))
    assert said.startswith("offers.csv: the file can't be read:")


def test_short_rows_are_filled_with_defaults(tmp_path: Path) -> None:
    read = read_problem(
        folder(tmp_path, locks="offer,requirement,quantity,from_day,to_day\no1,r1,1\n")
    )
    assert read.errors == ()
    assert read.problem.locks[0].to_day is None


def test_only_counts_in_the_first_row_of_pairs(tmp_path: Path) -> None:
    first = "offer,requirement,only\no1,r1,1\no2,r1,\n"
    second = "offer,requirement,only\no1,r1,\no2,r1,1\n"
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert read_problem(folder(tmp_path / "a", pairs=first)).problem.only_listed_pairs
    assert not read_problem(folder(tmp_path / "b", pairs=second)).problem.only_listed_pairs


def test_a_budget_of_nobody_is_refused(tmp_path: Path) -> None:
    read = read_problem(folder(tmp_path, budgets="scope,amount\nplna,5\nplan,5\nFR,5\nnorth,5\n"))
    (said,) = errors_of(read)
    assert said == (
        "budgets.csv, row 2, column scope: expected plan, a crisis of requirements.csv or a"
        " partner of offers.csv, found plna."
    )
    assert read.problem.budgets[1] == BudgetRow("plan", 5.0)


def test_warnings_name_what_never_occurs(tmp_path: Path) -> None:
    read = read_problem(
        folder(
            tmp_path,
            offers="id,partner,type,quantity,needs\no1,FR,clinic,3,mandate\n",
            lift="partner,from_day,to_day,tonnes\nXX,0,7,1\n*,0,7,1\n",
            offer=OFFERS,
        )
    )
    said = [Wording().message(warning) for warning in read.warnings]
    assert said[0].startswith("offer.csv was not read. Tables are: ")
    assert said[1:] == [
        "No period is listed for the condition mandate, so it is never in force.",
        "lift.csv names the partner XX, who offers nothing.",
    ]


def finding(table: str, index: int) -> Message:
    return message("tables.nothing", table=table, index=index, column="quantity")


def test_findings_about_content_are_put_into_their_rows(tmp_path: Path) -> None:
    text = "id,partner,type,quantity\n\no1,FR,clinic,1\no2,FR,clinic,x\n"
    read = read_problem(folder(tmp_path, offers=text))
    with pytest.raises(CrisisPlannerError) as caught:
        read.refuse_bad([finding("offers", 0), finding("offers", 1)])
    assert [Wording().message(said) for said in caught.value.messages] == [
        "offers.csv, row 4, column quantity: expected a number, found x.",
        "offers.csv, row 3, column quantity: nothing",
    ]


def test_good_tables_are_not_refused(tmp_path: Path) -> None:
    read_problem(folder(tmp_path)).refuse_bad([])


def test_content_is_not_judged_where_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        read_problem(tmp_path).refuse_bad([finding("offers", 0)])
    assert len(caught.value.messages) == 2


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(rules=TABLE_RULES))
def test_what_is_written_is_read_back(
    problem: Problem, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("tables")
    write_problem(path, problem)
    read = read_problem(path)
    assert [said for said in read.errors if said.code != "tables.unknown_scope"] == []
    assert read.problem == problem


def test_ids_that_look_like_formulas_are_written_harmless_and_read_back(tmp_path: Path) -> None:
    problem = Problem(
        offers=(OfferRow("=1+2", "'FR", "-x", 1.0),),
        requirements=(RequirementRow("@r", "+c", "-x", 1.0, -1, 1),),
    )
    write_problem(tmp_path, problem)
    assert "'=1+2,''FR,'-x,1," in (tmp_path / "offers.csv").read_text()
    assert read_problem(tmp_path).problem == problem


def test_what_tables_cannot_hold_is_refused(tmp_path: Path) -> None:
    caveat = CaveatRow("c", "o", CaveatEffect.FORBIDS)
    with pytest.raises(CrisisPlannerError) as caught:
        write_problem(tmp_path, Problem(caveats=(caveat,)))
    assert Wording().message(caught.value.messages[0]) == "Tables can't hold caveats."
    unknown = OfferRow("o", "FR", "clinic", 1.0, notice=Duration(None))
    with pytest.raises(CrisisPlannerError):
        write_problem(tmp_path, Problem(offers=(unknown,)))
