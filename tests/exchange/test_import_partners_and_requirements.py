"""Partners told apart by code, country or name; requirements within their plan."""

from datetime import date
from pathlib import Path

from crisisplanner.domain.account import Fate, ImportKind, ImportOptions
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import PartnerKind, Priority, Ring
from crisisplanner.exchange.importing import Import
from tests.exchange.import_register import codes, created, imported, register, said, updated


def _csv(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "sheet.csv"
    file.write_text(text, "utf-8")
    return file


def _partners(result: Import) -> list[Partner]:
    assert said(result.account.faults) == []
    return [entity for entity in created(result) if isinstance(entity, Partner)]


def test_partners_are_read_with_figures_in_the_unit_of_the_header(tmp_path: Path) -> None:
    text = (
        "Acronym,Organisation,Type of partner,Ring,Languages,GDP (USD million),Population,Marking\n"
        'NRC,Norwegian Refugee Council,NGO,supporting,"en, fr",12.5,"16,000",TLP:GREEN\n'
    )
    result = imported(_csv(tmp_path, text), ImportKind.PARTNERS)
    (partner,) = _partners(result)
    assert (partner.code, partner.name) == ("NRC", "Norwegian Refugee Council")
    assert (partner.partner_kind, partner.ring) == (PartnerKind.NGO, Ring.SUPPORTING)
    assert partner.languages == ("en", "fr")
    assert (partner.gdp.value, partner.population.value) == (12_500_000, 16_000)
    assert partner.marking is not None
    assert partner.marking.level == "GREEN"
    assert [f.said.code for f in result.account.remarks] == ["import.scaled"]


def test_a_country_brings_its_code_and_kind(tmp_path: Path) -> None:
    (partner,) = _partners(imported(_csv(tmp_path, "Country\nNorway\n"), ImportKind.PARTNERS))
    assert (partner.code, partner.iso3) == ("NOR", "NOR")
    assert partner.partner_kind is PartnerKind.STATE
    file = _csv(tmp_path, "iso2,name\nBO,Bolivia (Plurinational State of)\n")
    (partner,) = _partners(imported(file, ImportKind.PARTNERS))
    assert (partner.iso3, partner.name) == ("BOL", "Bolivia (Plurinational State of)")


def test_namibia_is_no_missing_value(tmp_path: Path) -> None:
    text = "ISO2,Name,Ring\nNA,Namibia,core\nFR,France,NA\n"
    changes = updated(imported(_csv(tmp_path, text), ImportKind.PARTNERS))
    assert [(u.id, set(u.fields)) for u in changes] == [("p-nam", {"ring"})]


def test_a_partner_is_recognised_by_code_country_or_name(tmp_path: Path) -> None:
    for text in (
        "Code,Ring\nciv,core\n",
        "ISO3,Ring\nCIV,core\n",
        "Name,Ring\nCOTE D'IVOIRE,core\n",
        "Name,ISO3,Ring\nCôte d’Ivoire (Republic of),CIV,core\n",
    ):
        (update,) = updated(imported(_csv(tmp_path, text), ImportKind.PARTNERS))
        assert update.id == "p-civ"
        assert update.fields["ring"] is Ring.CORE


def test_an_organisation_is_not_taken_for_the_country_it_comes_from(tmp_path: Path) -> None:
    text = "Name,ISO3\nSecours Populaire,FRA\n"
    result = imported(_csv(tmp_path, text), ImportKind.PARTNERS)
    assert codes(result.account.faults) == [(2, "A", "import.partner_kind_needed")]
    text = "Name,ISO3,Kind\nSecours Populaire,FRA,NGO\n"
    (partner,) = _partners(imported(_csv(tmp_path, text), ImportKind.PARTNERS))
    assert partner.partner_kind is PartnerKind.NGO
    assert partner.code == "SECOURS-POPULAIRE"


def test_doubled_and_unclear_partners_are_refused(tmp_path: Path) -> None:
    text = "Code,Name,ISO3,Kind\nNOR,Norway,NOR,state\nnor,Norge,NOR,state\nABC,Abc,ZZZ,state\n"
    assert codes(imported(_csv(tmp_path, text), ImportKind.PARTNERS).account.faults) == [
        (3, "A", "import.twice_in_file"),
        (4, "C", "import.not_known"),
    ]
    text = "Name,ISO3\nFrance,\n,FRA\n"
    assert codes(imported(_csv(tmp_path, text), ImportKind.PARTNERS).account.faults) == [
        (3, "B", "import.twice_in_file")
    ]


REQUIREMENTS = (
    "Requirement,Capability type,Quantity,Start,End,Priority,Location,Phase,After,Minimum share (%)\n"
    "R2,Field hospital,2,D+10,D+94,essential,Bunia,entry,R3; R1,50\n"
    "R3,H-WSH-01,4,2003-06-06,2003-09-01,,Bunia,,,\n"
)


def test_requirements_go_to_the_only_plan_with_days_from_its_d(tmp_path: Path) -> None:
    result = imported(_csv(tmp_path, REQUIREMENTS), ImportKind.REQUIREMENTS)
    assert said(result.account.faults) == []
    hospital, water = created(result)
    assert isinstance(hospital, Requirement)
    assert isinstance(water, Requirement)
    assert (hospital.plan, hospital.type, hospital.place) == ("plan-1", "t-med", "pl-bunia")
    assert (hospital.from_day, hospital.to_day) == (10, 94)
    assert (hospital.priority, hospital.phase) == (Priority.ESSENTIAL, "ph-1")
    assert hospital.minimum_share == 0.5
    assert hospital.prerequisites == (water.id, "r-1")
    assert (water.from_day, water.to_day) == (7, 94)


def test_a_requirement_is_known_by_its_code_within_the_plan(tmp_path: Path) -> None:
    other = Plan(id="plan-2", scenario="s-1", title="Kisangani", d_date=None)
    text = (
        "Plan,Code,Type,Qty,From,To\nBunia 2003,R1,M-INF-01,3,7,94\nKisangani,R1,M-INF-01,1,0,9\n"
    )
    result = imported(_csv(tmp_path, text), ImportKind.REQUIREMENTS, register(other))
    assert said(result.account.faults) == []
    assert [row.fate for row in result.account.rows] == [Fate.UPDATED, Fate.CREATED]
    (update,) = updated(result)
    assert (update.id, set(update.fields)) == ("r-1", {"quantity"})


def test_without_a_plan_the_candidates_are_named(tmp_path: Path) -> None:
    other = Plan(id="plan-2", scenario="s-1", title="Kisangani")
    text = "Code,Type,Qty,From,To\nR9,M-INF-01,3,7,94\n"
    known = register(other)
    result = imported(_csv(tmp_path, text), ImportKind.REQUIREMENTS, known)
    (told,) = said(result.account.faults)
    assert "Bunia 2003 or Kisangani" in told
    options = ImportOptions(ImportKind.REQUIREMENTS, plan="plan-2")
    result = imported(_csv(tmp_path, text), ImportKind.REQUIREMENTS, known, options)
    (made,) = created(result)
    assert isinstance(made, Requirement)
    assert made.plan == "plan-2"


def test_faults_of_requirements_are_told_at_once(tmp_path: Path) -> None:
    text = (
        "Code,Type,Qty,From,To,Phase,After\n"
        "R5,M-INF-01,0,7,94,,\n"
        "R6,M-INF-01,1,94,7,,\n"
        "R7,M-INF-01,1,0,9,Exit,R99\n"
        "R8,M-INF-01,1,,9,,R5\n"
    )
    assert codes(imported(_csv(tmp_path, text), ImportKind.REQUIREMENTS).account.faults) == [
        (2, "C", "requirement.nothing_needed"),
        (3, "E", "interval.end_before_start"),
        (4, "F", "import.not_a_phase"),
        (4, "G", "import.not_known"),
        (5, "D", "import.value_missing"),
    ]


def test_a_phase_of_a_plan_without_phases_is_told_without_an_empty_list(tmp_path: Path) -> None:
    other = Plan(id="plan-2", scenario="s-1", title="Kisangani")
    text = "Code,Type,Qty,From,To,Phase\nR9,M-INF-01,3,7,94,1 Gain entry\n"
    options = ImportOptions(ImportKind.REQUIREMENTS, plan="plan-2")
    result = imported(_csv(tmp_path, text), ImportKind.REQUIREMENTS, register(other), options)
    (told,) = said(result.account.faults)
    assert "the plan has no phases yet, so none is called “1 Gain entry”." in told


def test_a_date_needs_a_plan_whose_d_has_one(tmp_path: Path) -> None:
    plan = Plan(id="plan-2", scenario="s-1", title="Kisangani")
    text = "Plan,Code,Type,Qty,From,To\nKisangani,R9,M-INF-01,3,2026-01-01,D+9\n"
    result = imported(_csv(tmp_path, text), ImportKind.REQUIREMENTS, register(plan))
    assert [f.said.code for f in result.account.faults] == ["import.date_without_d"]
    assert result.account.faults[0].said.values["found"] == date(2026, 1, 1)


def test_skipping_a_row_skips_what_needs_it(tmp_path: Path) -> None:
    text = "Code,Type,Qty,From,To,After\nR5,M-INF-01,x,7,94,\nR6,M-INF-01,1,7,94,R5\nR7,M-INF-01,1,7,94,R6\nR8,M-INF-01,1,7,94,R1\n"
    options = ImportOptions(ImportKind.REQUIREMENTS, skip_bad=True)
    result = imported(_csv(tmp_path, text), ImportKind.REQUIREMENTS, options=options)
    assert [row.fate for row in result.account.rows] == [
        *(Fate.REFUSED, Fate.REFUSED, Fate.REFUSED),
        Fate.CREATED,
    ]
    assert len(result.changes) == 1
