"""That tables are read strictly: every error by file, row and column, all at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
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
from crisisplanner.domain.progress import Unwatched
from crisisplanner.exchange.matching_tables import ReadProblem, read_problem, write_problem
from crisisplanner.services.matching.solving import MatchWish
from crisisplanner.services.matching.table_runs import match_tables
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
        currency="",
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
    assert read.tables["offers"].row_numbers == [5]


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
        "offers.csv, row 2, column quantity: Expected a number, found three.",
        "offers.csv, row 3, column id: Expected text, found nothing.",
        "offers.csv, row 4, column quantity: Expected a number, found nan.",
        "offers.csv, row 4, column notice_days: Expected a whole number, found 1.5.",
        "offers.csv, row 4, column divisible: Expected 0 or 1, found yes.",
        "offers.csv, row 5, column quantity: Expected a number, found 1e999.",
        "offers.csv, row 5, column notice_days: Expected a whole number, found 1_0.",
        "offers.csv, row 6, column quantity: Expected a number, found =1+2.",
        "offers.csv, row 6, column notice_days: Expected a whole number, found ٣.",
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
        "offers.csv, row 1, column id: Expected each column once, found it again.",
        "offers.csv, row 1: Expected a column type, found none.",
    ]


def test_columns_between_semicolons_are_named(tmp_path: Path) -> None:
    text = OFFERS.replace(",", ";")
    (said,) = errors_of(read_problem(folder(tmp_path, offers=text)))
    assert said == (
        "offers.csv, row 1: Expected columns separated by commas, found “id;partner;type;quantity”."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "offers.csv: Expected a header row, found an empty file."),
        (b"\n \n", "offers.csv: Expected a header row, found an empty file."),
        (
            b"id,partner,type,quantity\no1,C\xf4te,clinic,1\n",
            "offers.csv, row 2: Expected text in UTF-8, found other bytes.",
        ),
        (
            OFFERS.encode("utf-16"),
            "offers.csv, row 1: Expected text in UTF-8, found other bytes.",
        ),
        (
            OFFERS.encode() + b"o2,FR,clinic,1,5\n",
            "offers.csv, row 3: Expected 4 cells, found 5.",
        ),
        (
            OFFERS.encode() + b'o2,"FR,clinic,1\n',
            "offers.csv, row 3: Expected cells between commas, unexpected end of data.",
        ),
        (
            OFFERS.encode() + b"o2,F\x00R,clinic,1\n",
            "offers.csv, row 3, column partner: Expected text, found F�R.",
        ),
    ],
)
def test_files_that_are_not_tables_are_named(tmp_path: Path, content: bytes, said: str) -> None:
    assert errors_of(read_problem(folder(tmp_path, offers=content))) == [said]


def test_a_huge_cell_is_shown_by_its_beginning(tmp_path: Path) -> None:
    text = OFFERS + f"{'x' * 3000},FR,clinic,1\n"
    (said,) = errors_of(read_problem(folder(tmp_path, offers=text)))
    assert said == (
        "offers.csv, row 3, column id: Expected at most 2,000 characters,"
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
        "budgets.csv, row 2, column scope: Expected plan, a crisis of requirements.csv or a"
        " partner of offers.csv, found plna, perhaps “plan” was meant."
    )
    assert read.problem.budgets[1] == BudgetRow("plan", 5.0)


def test_tables_that_are_not_read_are_named(tmp_path: Path) -> None:
    read = read_problem(
        folder(
            tmp_path,
            offers="id,partner,type,quantity,needs\no1,FR,clinic,3,mandate\n",
            offer=OFFERS,
        )
    )
    (said,) = (Wording().message(warning) for warning in read.warnings)
    assert said.startswith("offer.csv was not read. Tables are: ")


def finding(table: str, index: int) -> Message:
    return message("tables.nothing", table=table, index=index, column="quantity")


def test_findings_about_content_are_put_into_their_rows(tmp_path: Path) -> None:
    text = "id,partner,type,quantity\n\no1,FR,clinic,1\no2,FR,clinic,x\n"
    read = read_problem(folder(tmp_path, offers=text))
    with pytest.raises(CrisisPlannerError) as caught:
        read.refuse_bad([finding("offers", 0), finding("offers", 1)])
    assert [Wording().message(said) for said in caught.value.messages] == [
        "offers.csv, row 3, column quantity: nothing",
        "offers.csv, row 4, column quantity: Expected a number, found x.",
    ]


def test_good_tables_are_not_refused(tmp_path: Path) -> None:
    read_problem(folder(tmp_path)).refuse_bad([])


def refusal_of(path: Path) -> list[str]:
    """Judge tables as a match does, and give what is said in refusing them."""
    with pytest.raises(CrisisPlannerError) as caught:
        match_tables(path, path / "r.json", MatchWish(), None, Wording().message, Unwatched())
    assert caught.value.kind is ErrorKind.BAD_INPUT
    assert not (path / "r.json").exists()
    return [Wording().message(said) for said in caught.value.messages]


def test_a_misread_cell_hides_no_other_fault_of_its_row(tmp_path: Path) -> None:
    text = "id,partner,type,quantity,notice_days\no1,FR,clinic,-3,abc\no2,SE,clinic,2,-4\n"
    assert refusal_of(folder(tmp_path, offers=text)) == [
        "offers.csv, row 2, column notice_days: Expected a whole number, found abc.",
        "offers.csv, row 2, column quantity: Expected quantity of at least 0, found −3.",
        "offers.csv, row 3, column notice_days: Expected notice_days of at least 0, found −4.",
    ]


def test_what_follows_from_a_misread_cell_is_not_said(tmp_path: Path) -> None:
    needs = "id,crisis,type,quantity,from_day,to_day,single_lead,min_partners,max_partners\n"
    assert refusal_of(
        folder(
            tmp_path,
            requirements=needs + "r1,north,clinic,2,x,-5,,3,y\nr2,north,clinic,2,0,5,z,2,\n",
            commitments="offer,quantity,from_day,to_day\no1,9,x,5\no1,2,0,5\n",
            locks="offer,requirement,quantity\no1,r1,9\n",
        )
    ) == [
        "requirements.csv, row 2, column from_day: Expected a whole number, found x.",
        "requirements.csv, row 2, column max_partners: Expected a whole number, found y.",
        "requirements.csv, row 3, column single_lead: Expected 0 or 1, found z.",
        "commitments.csv, row 2, column from_day: Expected a whole number, found x.",
    ]


def test_all_faults_of_all_tables_come_at_once_by_file_and_row(tmp_path: Path) -> None:
    said = refusal_of(
        folder(
            tmp_path,
            offers=(
                "id,partner,type,quantity,probability,excludes\no1,FR,clinic,3,1.5,\n"
                "o1,FR,clinic,-3,x,nroth\no3,FR,clinic,3,1,\n"
            ),
            requirements=(
                "id,crisis,type,quantity,from_day,to_day,min_partners,max_partners\n"
                "r1,north,clinic,0,0,abc,,\nr2,north,clinic,1,0,5,3,1\n"
            ),
            commitments="offer,quantity,from_day,to_day\no3,99,0,5\no1,x,0,5\n",
            pairs="offer,requirement\no9,r1\n",
            budgets="scope,amount\nnobody,-5\n",
        )
    )
    assert said == [
        "offers.csv, row 2, column probability: Expected probability of at most 1, found 1.5.",
        "offers.csv, row 3, column probability: Expected a number, found x.",
        (
            "offers.csv, row 3, column excludes: Expected a crisis of requirements.csv, found nroth,"
            " perhaps “north” was meant."
        ),
        "offers.csv, row 3, column quantity: Expected quantity of at least 0, found −3.",
        "offers.csv, row 3, column id: Expected each entry once, found o1 again.",
        "requirements.csv, row 2, column to_day: Expected a whole number, found abc.",
        "requirements.csv, row 2, column quantity: Expected quantity above 0, found 0.",
        (
            "requirements.csv, row 3, column max_partners: Expected max_partners of at least 3,"
            " which is min_partners; found 1."
        ),
        (
            "commitments.csv, row 2, column quantity: Expected commitments of o3 of at most 3, its"
            " quantity; on D they are 99."
        ),
        "commitments.csv, row 3, column quantity: Expected a number, found x.",
        "pairs.csv, row 2, column offer: Expected an id of offers.csv, found o9.",
        (
            "budgets.csv, row 2, column scope: Expected plan, a crisis of requirements.csv or a"
            " partner of offers.csv, found nobody."
        ),
        "budgets.csv, row 2, column amount: Expected amount of at least 0, found −5.",
    ]


def test_an_unknown_or_missing_column_hides_no_fault_of_the_others(tmp_path: Path) -> None:
    text = "id,partner,notice,type,quantity\no1,FR,7,clinic,-3\n"
    said = refusal_of(folder(tmp_path, offers=text, locks="offer,quantity\no9,1\n"))
    assert said[0].startswith("offers.csv, row 1, column “notice”: this column is not known")
    assert said[1:] == [
        "offers.csv, row 2, column quantity: Expected quantity of at least 0, found −3.",
        "locks.csv, row 1: Expected a column requirement, found none.",
        "locks.csv, row 2, column offer: Expected an id of offers.csv, found o9.",
    ]


def test_a_missing_file_hides_no_fault_of_the_rows_of_others(tmp_path: Path) -> None:
    folder(
        tmp_path, offers=OFFERS.replace(",3", ",-3"), locks="offer,requirement,quantity\no9,r,1\n"
    )
    (tmp_path / "requirements.csv").unlink()
    assert refusal_of(tmp_path) == [
        "offers.csv, row 2, column quantity: Expected quantity of at least 0, found −3.",
        "requirements.csv: the file is missing.",
        "locks.csv, row 2, column offer: Expected an id of offers.csv, found o9.",
    ]


@pytest.mark.parametrize(
    ("table", "text", "column", "expected"),
    [
        ("shares", "partner,cap\n*,1\nFRA,.5\n", "partner", "a partner of offers.csv or *"),
        (
            "lift",
            "partner,from_day,to_day,tonnes\n*,0,7,5\nFRA,0,7,5\n",
            "partner",
            "a partner of offers.csv or *",
        ),
        ("partners", "partner,capacity\nFR,1\nFRA,3\n", "partner", "a partner of offers.csv"),
        (
            "forbidden",
            "offer,requirement\no1,r1\no1,rr1\n",
            "requirement",
            "an id of requirements.csv",
        ),
        (
            "incompatible",
            "partner_a,partner_b\nFR,SE\nFR,FRA\n",
            "partner_b",
            "a partner of offers.csv",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    tmp_path: Path, table: str, text: str, column: str, expected: str
) -> None:
    offers = OFFERS + "o2,SE,clinic,1\n"
    (said,) = refusal_of(folder(tmp_path, offers=offers, **{table: text}))
    found, near = ("rr1", "r1") if table == "forbidden" else ("FRA", "FR")
    assert said == (
        f"{table}.csv, row 3, column {column}: Expected {expected}, found {found}, perhaps"
        f" “{near}” was meant."
    )


def test_a_misread_name_does_not_make_all_others_known(tmp_path: Path) -> None:
    offers = OFFERS + ",SE,clinic,1\n"
    said = refusal_of(folder(tmp_path, offers=offers, forbidden="offer,requirement\nx9,r1\n"))
    assert said == [
        "offers.csv, row 3, column id: Expected text, found nothing.",
        "forbidden.csv, row 2, column offer: Expected an id of offers.csv, found x9.",
    ]


def test_no_name_is_unknown_where_their_column_is_missing(tmp_path: Path) -> None:
    offers = OFFERS.replace("id,partner", "partner").replace("o1,", "")
    said = refusal_of(folder(tmp_path, offers=offers, forbidden="offer,requirement\no2,r1\n"))
    assert said == ["offers.csv, row 1: Expected a column id, found none."]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(rules=TABLE_RULES))
def test_what_is_written_is_read_back(
    problem: Problem, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("tables")
    write_problem(path, problem)
    read = read_problem(path)
    assert [said for said in read.errors if said.code != "tables.unknown_name"] == []
    assert read.problem == replace(problem, currency="")


def test_ids_that_look_like_formulas_are_written_harmless_and_read_back(tmp_path: Path) -> None:
    problem = Problem(
        offers=(OfferRow("=1+2", "'FR", "-x", 1.0),),
        requirements=(RequirementRow("@r", "+c", "-x", 1.0, -1, 1),),
        currency="",
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


def test_a_lock_and_the_limit_that_forbids_it_are_named_by_file_and_row(tmp_path: Path) -> None:
    said = refusal_of(
        folder(
            tmp_path,
            offers="id,partner,type,quantity,lift_t\no1,FR,clinic,3,10\n",
            lift="partner,from_day,to_day,tonnes\nFR,0,7,0\n*,0,20,5\n",
            locks="offer,requirement,quantity,from_day,to_day\no1,r1,2,0,8\n",
        )
    )
    assert said == [
        (
            "locks.csv, row 2, column offer: This lock can't be kept: 2 of FR (o1) for r1. It clashes"
            " with this: lift.csv, row 2, column tonnes: own lift of FR and the shared lift carry at most"
            " 5.0 t in a week from D to D+7 (one unit: 10.0 t). Lift it, or change that."
        )
    ]
