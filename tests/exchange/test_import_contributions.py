"""The UN's own file of contributions, whole; and what is wrong in files like it."""

from datetime import date
from pathlib import Path

import pytest

from crisisplanner.domain.account import Fate, ImportKind, ImportOptions
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create
from crisisplanner.domain.entity import Entity, faults_of
from crisisplanner.domain.figures import Basis
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.terms import OfferState, PartnerKind
from crisisplanner.exchange.importing import Import
from crisisplanner.exchange.known import Register
from tests.exchange.import_register import codes, created, imported, register, said, updated

UN_FILE = Path(__file__).parents[1] / "data" / "un_dpo_contributions_2021-01.csv"
HEADER = "ISOCode3,Contributing_Country,Female_Personnel,Male_Personnel,Total_Uniformed_Personnel,Last_Reporting_Date\n"


@pytest.fixture(scope="module")
def un_import() -> Import:
    return imported(UN_FILE, ImportKind.CONTRIBUTIONS, Register({}))


def _of(result: Import, kind: type[Entity]) -> list[Entity]:
    return [entity for entity in created(result) if isinstance(entity, kind)]


def _known_after(result: Import) -> Register:
    kinds: dict[str, list[Entity]] = {}
    for entity in created(result):
        kinds.setdefault(entity.KIND, []).append(entity)
    return Register({kind: tuple(entities) for kind, entities in kinds.items()})


def test_each_contributor_becomes_a_state_with_its_name_as_written(un_import: Import) -> None:
    partners = [p for p in _of(un_import, Partner) if isinstance(p, Partner)]
    assert len(partners) == 122
    assert {p.partner_kind for p in partners} == {PartnerKind.STATE}
    names = {p.iso3: p.name for p in partners}
    assert names["CIV"] == "Côte d’Ivoire"
    assert names["BGD"] == "Bangladesh"
    assert names["TZA"] == "United Republic of Tanzania"
    assert all(p.code == p.iso3 and len(p.iso3) == 3 for p in partners)


def test_each_partner_has_one_offer_in_theatre_of_the_own_type(un_import: Import) -> None:
    (own_type,) = _of(un_import, CapabilityType)
    assert isinstance(own_type, CapabilityType)
    assert (own_type.code, own_type.name) == (
        "XXX-UNP-01",
        "UN uniformed personnel, kind not stated",
    )
    assert own_type.unit_of_measure == "person"
    offers = [o for o in _of(un_import, Offer) if isinstance(o, Offer)]
    assert len({o.partner for o in offers}) == len(offers) == 122
    assert {o.type for o in offers} == {own_type.id}
    assert {o.state for o in offers} == {OfferState.IN_THEATRE}


def test_women_and_men_stay_apart_and_all_people_are_counted(un_import: Import) -> None:
    offers = [o for o in _of(un_import, Offer) if isinstance(o, Offer)]
    assert sum(o.quantity.value or 0 for o in offers) == 81_932
    assert sum(o.women.value or 0 for o in offers) == 5_763
    assert sum(o.men.value or 0 for o in offers) == 76_169
    assert [(t.field, t.figure.value) for t in un_import.account.totals] == [
        ("quantity", 81_932),
        ("women", 5_763),
        ("men", 76_169),
    ]


def test_figures_carry_date_basis_and_source(un_import: Import) -> None:
    for offer in _of(un_import, Offer):
        assert isinstance(offer, Offer)
        for figure in (offer.quantity, offer.women, offer.men):
            assert figure.as_of == date(2021, 1, 31)
            assert figure.basis is Basis.SOURCED
            assert UN_FILE.name in figure.source


def test_the_whole_of_each_offer_is_committed_with_an_open_end(un_import: Import) -> None:
    quantities = {o.id: o.quantity for o in _of(un_import, Offer) if isinstance(o, Offer)}
    commitments = [c for c in _of(un_import, Commitment) if isinstance(c, Commitment)]
    assert {c.offer: c.quantity for c in commitments} == quantities
    assert {(c.from_when, c.to_when) for c in commitments} == {(date(2021, 1, 31), None)}


def test_what_is_proposed_has_no_faults_and_parents_come_first(un_import: Import) -> None:
    assert [fault for entity in created(un_import) for fault in faults_of(entity)] == []
    kinds = [c.entity.KIND for c in un_import.changes if isinstance(c, Create)]
    assert list(dict.fromkeys(kinds)) == ["partner", "capability_type", "offer", "commitment"]


def test_the_same_file_again_changes_nothing(un_import: Import) -> None:
    again = imported(UN_FILE, ImportKind.CONTRIBUTIONS, _known_after(un_import))
    assert again.changes == ()
    assert again.account.counts[Fate.UNCHANGED] == 122


def test_two_planners_get_the_same_ids(un_import: Import) -> None:
    other = imported(UN_FILE, ImportKind.CONTRIBUTIONS, Register({}))
    assert other.changes == un_import.changes


def test_a_later_file_changes_figures_and_keeps_the_first_day(
    un_import: Import, tmp_path: Path
) -> None:
    later = tmp_path / "later.csv"
    later.write_text(HEADER + "CIV,Ivory Coast,80,820,900,28-Feb-21\n", "utf-8")
    result = imported(later, ImportKind.CONTRIBUTIONS, _known_after(un_import))
    assert created(result) == []
    changed = {update.kind: update.fields for update in updated(result)}
    assert changed["offer"]["quantity"].value == 900
    assert changed["commitment"]["quantity"].value == 900
    assert "from_when" not in changed["commitment"]


def test_an_older_file_never_overwrites_newer_figures(un_import: Import, tmp_path: Path) -> None:
    older = tmp_path / "older.csv"
    older.write_text(HEADER + "CIV,Côte d’Ivoire,1,1,2,2020-12-31\n", "utf-8")
    result = imported(older, ImportKind.CONTRIBUTIONS, _known_after(un_import))
    assert result.changes == ()
    (row,) = result.account.rows
    assert row.fate is Fate.LEFT_OUT
    assert row.why[0].code == "import.newer_known"


def test_a_total_that_is_not_the_sum_is_told_with_both_numbers(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(
        HEADER + "FRA,France,10,20,31,31-Jan-21\nDEU,Germany,1,2,3,31-Jan-21\n", "utf-8"
    )
    result = imported(file, ImportKind.CONTRIBUTIONS)
    assert result.changes == ()
    (told,) = said(result.account.faults)
    assert told.startswith("wrong.csv, row 2, column E “Total_Uniformed_Personnel”: ")
    assert told.endswith("women and men add up to 30, but the total says 31.")


def test_a_row_of_sums_is_left_out_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "sums.csv"
    rows = "FRA,France,10,20,30,31-Jan-21\n,Total,10,20,{},\n"
    file.write_text(HEADER + rows.format(30), "utf-8")
    result = imported(file, ImportKind.CONTRIBUTIONS)
    assert [row.fate for row in result.account.rows] == [Fate.CREATED, Fate.LEFT_OUT]
    file.write_text(HEADER + rows.format(40), "utf-8")
    assert codes(imported(file, ImportKind.CONTRIBUTIONS).account.faults) == [
        (3, "E", "import.sum_differs")
    ]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(
        HEADER
        + "FRA,France,10,20,30,31-Jan-21\n"
        + "FRA,France,10,20,30,31-Jan-21\n"
        + "XQZ,Nowhere,1,1,2,31-Jan-21\n"
        + "DEU,Germany,-3,5,2,31-Jan-21\n"
        + "NAM,Namibia,two,5,,31-Feb-21\n"
        + "NOR,Norway,..,,,31-Jan-21\n",
        "utf-8",
    )
    assert codes(imported(file, ImportKind.CONTRIBUTIONS).account.faults) == [
        (3, "A", "import.twice_in_file"),
        (4, "A", "import.not_known"),
        (5, "C", "import.not_a_count"),
        (6, "C", "import.not_a_number"),
        (6, "F", "import.not_a_date"),
        (7, "E", "import.value_missing"),
    ]


def test_known_partners_keep_their_names_and_bad_rows_can_be_skipped(tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text(
        HEADER + "CIV,Ivory Coast,1,1,2,2021-01-31\nDEU,Germany,1,1,3,2021-01-31\n", "utf-8"
    )
    options = ImportOptions(ImportKind.CONTRIBUTIONS, skip_bad=True)
    result = imported(file, ImportKind.CONTRIBUTIONS, register(), options)
    assert not result.account.is_refused
    (offer,) = _of(result, Offer)
    assert isinstance(offer, Offer)
    assert offer.partner == "p-civ"
    assert _of(result, Partner) == []
    assert result.account.counts[Fate.REFUSED] == 1
