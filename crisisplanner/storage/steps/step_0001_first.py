"""Make all tables of version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

STATEMENTS = (
    """
CREATE TABLE capability_type (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    family TEXT,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    unit_of_measure TEXT NOT NULL,
    capacity_text TEXT NOT NULL,
    capacity REAL,
    capacity_basis TEXT,
    capacity_unit TEXT NOT NULL,
    personnel REAL,
    personnel_basis TEXT,
    days_to_depart REAL,
    days_to_depart_basis TEXT,
    load_days REAL,
    load_days_basis TEXT,
    setup_days REAL,
    setup_days_basis TEXT,
    self_sufficient_days REAL,
    self_sufficient_days_basis TEXT,
    endurance_days REAL,
    endurance_days_basis TEXT,
    lift REAL,
    lift_basis TEXT,
    cost_per_day REAL,
    cost_per_day_basis TEXT,
    divisible INTEGER NOT NULL,
    asset_class TEXT,
    mode TEXT,
    speed REAL,
    speed_basis TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_capability_type PRIMARY KEY (id),
    CONSTRAINT ck_capability_type_id CHECK (id != ''),
    CONSTRAINT ck_capability_type_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_capability_type_code CHECK (code != ''),
    CONSTRAINT ck_capability_type_family CHECK (family IN ('H', 'L', 'M', 'P', 'J', 'D', 'E', 'I', 'N', 'V', 'X')),
    CONSTRAINT ck_capability_type_name CHECK (name != ''),
    CONSTRAINT ck_capability_type_capacity CHECK (capacity >= 0),
    CONSTRAINT ck_capability_type_personnel CHECK (personnel >= 0),
    CONSTRAINT ck_capability_type_days_to_depart CHECK (days_to_depart >= 0),
    CONSTRAINT ck_capability_type_load_days CHECK (load_days >= 0),
    CONSTRAINT ck_capability_type_setup_days CHECK (setup_days >= 0),
    CONSTRAINT ck_capability_type_self_sufficient_days CHECK (self_sufficient_days >= 0),
    CONSTRAINT ck_capability_type_endurance_days CHECK (endurance_days >= 0),
    CONSTRAINT ck_capability_type_lift CHECK (lift >= 0),
    CONSTRAINT ck_capability_type_cost_per_day CHECK (cost_per_day >= 0),
    CONSTRAINT ck_capability_type_divisible CHECK (divisible IN (0, 1)),
    CONSTRAINT ck_capability_type_asset_class CHECK (asset_class IN ('military', 'civilian', 'un', 'ngo', 'local')),
    CONSTRAINT ck_capability_type_mode CHECK (mode IN ('air', 'sea', 'road', 'none')),
    CONSTRAINT ck_capability_type_speed CHECK (speed >= 0)
)
""",
    """
CREATE TABLE caveat_category (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_caveat_category PRIMARY KEY (id),
    CONSTRAINT ck_caveat_category_id CHECK (id != ''),
    CONSTRAINT ck_caveat_category_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_caveat_category_code CHECK (code != ''),
    CONSTRAINT ck_caveat_category_name CHECK (name != '')
)
""",
    """
CREATE TABLE country (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    iso3 TEXT NOT NULL,
    iso2 TEXT NOT NULL,
    numeric TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_country PRIMARY KEY (id),
    CONSTRAINT ck_country_id CHECK (id != ''),
    CONSTRAINT ck_country_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_country_name CHECK (name != ''),
    CONSTRAINT ck_country_iso3 CHECK (iso3 != '')
)
""",
    """
CREATE TABLE crisis (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    crisis_type TEXT,
    places TEXT NOT NULL,
    onset TEXT,
    status TEXT,
    summary TEXT NOT NULL,
    actors TEXT NOT NULL,
    marking TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_crisis PRIMARY KEY (id),
    CONSTRAINT ck_crisis_id CHECK (id != ''),
    CONSTRAINT ck_crisis_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_crisis_name CHECK (name != ''),
    CONSTRAINT ck_crisis_crisis_type CHECK (crisis_type IN ('mass_atrocity', 'armed_conflict', 'displacement', 'famine', 'obstructed_disaster', 'epidemic', 'complex')),
    CONSTRAINT ck_crisis_status CHECK (status IN ('watch', 'alert', 'active', 'closed'))
)
""",
    """
CREATE TABLE deployment (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    mission TEXT NOT NULL,
    year INTEGER,
    location TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    infantry REAL,
    infantry_basis TEXT,
    engineers REAL,
    engineers_basis TEXT,
    medical REAL,
    medical_basis TEXT,
    signals REAL,
    signals_basis TEXT,
    aviation REAL,
    aviation_basis TEXT,
    riverine REAL,
    riverine_basis TEXT,
    maintenance REAL,
    maintenance_basis TEXT,
    transport REAL,
    transport_basis TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_deployment PRIMARY KEY (id),
    CONSTRAINT ck_deployment_id CHECK (id != ''),
    CONSTRAINT ck_deployment_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_deployment_mission CHECK (mission != ''),
    CONSTRAINT ck_deployment_year CHECK (year >= 1900 AND year <= 2200),
    CONSTRAINT ck_deployment_location CHECK (location != ''),
    CONSTRAINT ck_deployment_latitude CHECK (latitude >= -90 AND latitude <= 90),
    CONSTRAINT ck_deployment_longitude CHECK (longitude >= -180 AND longitude <= 180),
    CONSTRAINT ck_deployment_infantry CHECK (infantry >= 0),
    CONSTRAINT ck_deployment_engineers CHECK (engineers >= 0),
    CONSTRAINT ck_deployment_medical CHECK (medical >= 0),
    CONSTRAINT ck_deployment_signals CHECK (signals >= 0),
    CONSTRAINT ck_deployment_aviation CHECK (aviation >= 0),
    CONSTRAINT ck_deployment_riverine CHECK (riverine >= 0),
    CONSTRAINT ck_deployment_maintenance CHECK (maintenance >= 0),
    CONSTRAINT ck_deployment_transport CHECK (transport >= 0)
)
""",
    """
CREATE TABLE import_source (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    import_kind TEXT NOT NULL,
    mapping TEXT NOT NULL,
    CONSTRAINT pk_import_source PRIMARY KEY (id),
    CONSTRAINT ck_import_source_id CHECK (id != ''),
    CONSTRAINT ck_import_source_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_import_source_name CHECK (name != ''),
    CONSTRAINT ck_import_source_import_kind CHECK (import_kind != '')
)
""",
    """
CREATE TABLE institution (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    institution_kind TEXT NOT NULL,
    decision_rule TEXT,
    decision_rule_note TEXT NOT NULL,
    decision_days REAL,
    decision_days_basis TEXT,
    competences TEXT NOT NULL,
    members_known_as_of TEXT,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_institution PRIMARY KEY (id),
    CONSTRAINT ck_institution_id CHECK (id != ''),
    CONSTRAINT ck_institution_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_institution_code CHECK (code != ''),
    CONSTRAINT ck_institution_name CHECK (name != ''),
    CONSTRAINT ck_institution_decision_rule CHECK (decision_rule IN ('consensus', 'unanimity', 'constructive_abstention', 'qualified_majority', 'majority', 'veto_members', 'informal')),
    CONSTRAINT ck_institution_decision_days CHECK (decision_days >= 0)
)
""",
    """
CREATE TABLE journal_group (
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    undoes TEXT,
    CONSTRAINT pk_journal_group PRIMARY KEY (position),
    CONSTRAINT uq_journal_group_id UNIQUE (id),
    CONSTRAINT fk_journal_group_undoes FOREIGN KEY(undoes) REFERENCES journal_group (id)
)
""",
    """
CREATE INDEX ix_journal_group_undoes ON journal_group (undoes)
""",
    """
CREATE TABLE kept_run (
    input_hash TEXT NOT NULL,
    result TEXT NOT NULL,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_kept_run PRIMARY KEY (input_hash)
)
""",
    """
CREATE TABLE kept_snapshot (
    sha256 TEXT NOT NULL,
    content TEXT NOT NULL,
    erased_by TEXT,
    CONSTRAINT pk_kept_snapshot PRIMARY KEY (sha256)
)
""",
    """
CREATE TABLE monitoring_indicator (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_text TEXT NOT NULL,
    frequency TEXT NOT NULL,
    owner TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_monitoring_indicator PRIMARY KEY (id),
    CONSTRAINT ck_monitoring_indicator_id CHECK (id != ''),
    CONSTRAINT ck_monitoring_indicator_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_monitoring_indicator_code CHECK (code != ''),
    CONSTRAINT ck_monitoring_indicator_name CHECK (name != '')
)
""",
    """
CREATE TABLE partner (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    partner_kind TEXT,
    iso3 TEXT NOT NULL,
    ring TEXT,
    languages TEXT NOT NULL,
    classification_ceiling TEXT NOT NULL,
    gdp REAL,
    gdp_basis TEXT,
    oda REAL,
    oda_basis TEXT,
    military_expenditure REAL,
    military_expenditure_basis TEXT,
    population REAL,
    population_basis TEXT,
    colour INTEGER,
    marking TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_partner PRIMARY KEY (id),
    CONSTRAINT ck_partner_id CHECK (id != ''),
    CONSTRAINT ck_partner_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_partner_code CHECK (code != ''),
    CONSTRAINT ck_partner_name CHECK (name != ''),
    CONSTRAINT ck_partner_partner_kind CHECK (partner_kind IN ('state', 'igo', 'alliance', 'un_agency', 'red_cross', 'ngo', 'firm', 'local_body')),
    CONSTRAINT ck_partner_ring CHECK (ring IN ('core', 'supporting', 'emerging')),
    CONSTRAINT ck_partner_gdp CHECK (gdp >= 0),
    CONSTRAINT ck_partner_oda CHECK (oda >= 0),
    CONSTRAINT ck_partner_military_expenditure CHECK (military_expenditure >= 0),
    CONSTRAINT ck_partner_population CHECK (population >= 0),
    CONSTRAINT ck_partner_colour CHECK (colour >= 1)
)
""",
    """
CREATE TABLE person (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT ck_person_id CHECK (id != ''),
    CONSTRAINT ck_person_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_person_name CHECK (name != '')
)
""",
    """
CREATE TABLE place (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    place_kind TEXT,
    latitude REAL,
    longitude REAL,
    iso3 TEXT NOT NULL,
    within TEXT,
    entry_nodes TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT ck_place_id CHECK (id != ''),
    CONSTRAINT ck_place_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_place_name CHECK (name != ''),
    CONSTRAINT ck_place_place_kind CHECK (place_kind IN ('point', 'area', 'country')),
    CONSTRAINT ck_place_latitude CHECK (latitude >= -90 AND latitude <= 90),
    CONSTRAINT ck_place_longitude CHECK (longitude >= -180 AND longitude <= 180),
    CONSTRAINT fk_place_within FOREIGN KEY(within) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_place_within ON place (within)
""",
    """
CREATE TABLE rate (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    currency TEXT NOT NULL,
    per_base REAL,
    as_of TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_rate PRIMARY KEY (id),
    CONSTRAINT ck_rate_id CHECK (id != ''),
    CONSTRAINT ck_rate_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_rate_currency CHECK (currency != ''),
    CONSTRAINT ck_rate_per_base CHECK (per_base >= 1e-09)
)
""",
    """
CREATE TABLE response_plan (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    plan_type TEXT NOT NULL,
    countries TEXT NOT NULL,
    from_date TEXT,
    to_date TEXT,
    first_requirements REAL,
    first_requirements_basis TEXT,
    requirements REAL,
    requirements_basis TEXT,
    funding REAL,
    funding_basis TEXT,
    population REAL,
    population_basis TEXT,
    in_need REAL,
    in_need_basis TEXT,
    people_targeted REAL,
    people_targeted_basis TEXT,
    people_reached REAL,
    people_reached_basis TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_response_plan PRIMARY KEY (id),
    CONSTRAINT ck_response_plan_id CHECK (id != ''),
    CONSTRAINT ck_response_plan_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_response_plan_code CHECK (code != ''),
    CONSTRAINT ck_response_plan_name CHECK (name != ''),
    CONSTRAINT ck_response_plan_first_requirements CHECK (first_requirements >= 0),
    CONSTRAINT ck_response_plan_requirements CHECK (requirements >= 0),
    CONSTRAINT ck_response_plan_funding CHECK (funding >= 0),
    CONSTRAINT ck_response_plan_population CHECK (population >= 0),
    CONSTRAINT ck_response_plan_in_need CHECK (in_need >= 0),
    CONSTRAINT ck_response_plan_people_targeted CHECK (people_targeted >= 0),
    CONSTRAINT ck_response_plan_people_reached CHECK (people_reached >= 0)
)
""",
    """
CREATE TABLE risk_factor (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    number INTEGER,
    "group" TEXT NOT NULL,
    title TEXT NOT NULL,
    indicator_count REAL,
    indicator_count_basis TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_risk_factor PRIMARY KEY (id),
    CONSTRAINT ck_risk_factor_id CHECK (id != ''),
    CONSTRAINT ck_risk_factor_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_risk_factor_number CHECK (number >= 1),
    CONSTRAINT ck_risk_factor_group CHECK ("group" != ''),
    CONSTRAINT ck_risk_factor_title CHECK (title != ''),
    CONSTRAINT ck_risk_factor_indicator_count CHECK (indicator_count >= 0)
)
""",
    """
CREATE TABLE veto (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    on_date TEXT,
    meeting TEXT NOT NULL,
    agenda_item TEXT NOT NULL,
    topic TEXT NOT NULL,
    region TEXT NOT NULL,
    cast_by TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_veto PRIMARY KEY (id),
    CONSTRAINT ck_veto_id CHECK (id != ''),
    CONSTRAINT ck_veto_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_veto_code CHECK (code != '')
)
""",
    """
CREATE TABLE workspace (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    marking TEXT,
    base_currency TEXT NOT NULL,
    level_scheme TEXT NOT NULL,
    "case" TEXT NOT NULL,
    CONSTRAINT pk_workspace PRIMARY KEY (id),
    CONSTRAINT ck_workspace_id CHECK (id != ''),
    CONSTRAINT ck_workspace_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_workspace_name CHECK (name != ''),
    CONSTRAINT ck_workspace_base_currency CHECK (base_currency != '')
)
""",
    """
CREATE TABLE activity (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    organisation TEXT NOT NULL,
    partner TEXT,
    organisation_kind TEXT NOT NULL,
    implementer TEXT NOT NULL,
    implementing_partner TEXT,
    donor TEXT NOT NULL,
    project TEXT NOT NULL,
    occasion TEXT NOT NULL,
    sector TEXT NOT NULL,
    activity_type TEXT NOT NULL,
    description TEXT NOT NULL,
    materials TEXT NOT NULL,
    quantity REAL,
    quantity_basis TEXT,
    quantity_unit TEXT NOT NULL,
    modality TEXT NOT NULL,
    iso3 TEXT NOT NULL,
    admin1 TEXT NOT NULL,
    admin1_code TEXT NOT NULL,
    admin2 TEXT NOT NULL,
    admin2_code TEXT NOT NULL,
    admin3 TEXT NOT NULL,
    admin3_code TEXT NOT NULL,
    location TEXT NOT NULL,
    place TEXT,
    latitude REAL,
    longitude REAL,
    beneficiaries TEXT NOT NULL,
    households_targeted REAL,
    households_targeted_basis TEXT,
    people_targeted REAL,
    people_targeted_basis TEXT,
    households_reached REAL,
    households_reached_basis TEXT,
    people_reached REAL,
    people_reached_basis TEXT,
    cost REAL,
    cost_basis TEXT,
    from_date TEXT,
    to_date TEXT,
    month INTEGER,
    year INTEGER,
    status TEXT,
    dates_crossed INTEGER NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_activity PRIMARY KEY (id),
    CONSTRAINT ck_activity_id CHECK (id != ''),
    CONSTRAINT ck_activity_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_activity_organisation CHECK (organisation != ''),
    CONSTRAINT fk_activity_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_implementing_partner FOREIGN KEY(implementing_partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_activity_quantity CHECK (quantity >= 0),
    CONSTRAINT fk_activity_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_activity_latitude CHECK (latitude >= -90 AND latitude <= 90),
    CONSTRAINT ck_activity_longitude CHECK (longitude >= -180 AND longitude <= 180),
    CONSTRAINT ck_activity_households_targeted CHECK (households_targeted >= 0),
    CONSTRAINT ck_activity_people_targeted CHECK (people_targeted >= 0),
    CONSTRAINT ck_activity_households_reached CHECK (households_reached >= 0),
    CONSTRAINT ck_activity_people_reached CHECK (people_reached >= 0),
    CONSTRAINT ck_activity_cost CHECK (cost >= 0),
    CONSTRAINT ck_activity_month CHECK (month >= 1 AND month <= 12),
    CONSTRAINT ck_activity_year CHECK (year >= 1900 AND year <= 2200),
    CONSTRAINT ck_activity_status CHECK (status IN ('planned', 'ongoing', 'completed', 'suspended')),
    CONSTRAINT ck_activity_dates_crossed CHECK (dates_crossed IN (0, 1))
)
""",
    """
CREATE INDEX ix_activity_implementing_partner ON activity (implementing_partner)
""",
    """
CREATE INDEX ix_activity_partner ON activity (partner)
""",
    """
CREATE INDEX ix_activity_place ON activity (place)
""",
    """
CREATE TABLE authority (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT,
    name TEXT NOT NULL,
    authority_kind TEXT,
    reference TEXT NOT NULL,
    from_when TEXT,
    to_when TEXT,
    scope TEXT NOT NULL,
    ceiling REAL,
    ceiling_basis TEXT,
    basis TEXT,
    confidence TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_authority PRIMARY KEY (id),
    CONSTRAINT ck_authority_id CHECK (id != ''),
    CONSTRAINT ck_authority_retired CHECK (retired IN (0, 1)),
    CONSTRAINT fk_authority_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_authority_name CHECK (name != ''),
    CONSTRAINT ck_authority_authority_kind CHECK (authority_kind IN ('host_consent', 'unsc_chapter_vi', 'unsc_chapter_vii', 'unsc_chapter_viii', 'regional_mandate', 'council_decision', 'national_parliament', 'donor_agreement', 'court', 'treaty', 'general_assembly', 'guideline')),
    CONSTRAINT ck_authority_ceiling CHECK (ceiling >= 0),
    CONSTRAINT ck_authority_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_authority_crisis ON authority (crisis)
""",
    """
CREATE TABLE calendar_event (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    on_date TEXT,
    calendar_kind TEXT,
    crisis TEXT,
    institution TEXT,
    iso3 TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_calendar_event PRIMARY KEY (id),
    CONSTRAINT ck_calendar_event_id CHECK (id != ''),
    CONSTRAINT ck_calendar_event_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_calendar_event_name CHECK (name != ''),
    CONSTRAINT ck_calendar_event_calendar_kind CHECK (calendar_kind IN ('election', 'anniversary', 'verdict', 'summit', 'chair_handover', 'rains', 'other')),
    CONSTRAINT fk_calendar_event_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_calendar_event_institution FOREIGN KEY(institution) REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_calendar_event_crisis ON calendar_event (crisis)
""",
    """
CREATE INDEX ix_calendar_event_institution ON calendar_event (institution)
""",
    """
CREATE TABLE crisis_fact (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    when_text TEXT NOT NULL,
    from_date TEXT,
    text TEXT NOT NULL,
    basis TEXT,
    confidence TEXT NOT NULL,
    grade TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_crisis_fact PRIMARY KEY (id),
    CONSTRAINT ck_crisis_fact_id CHECK (id != ''),
    CONSTRAINT ck_crisis_fact_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_crisis_fact_crisis CHECK (crisis != ''),
    CONSTRAINT fk_crisis_fact_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_crisis_fact_when_text CHECK (when_text != ''),
    CONSTRAINT ck_crisis_fact_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_crisis_fact_crisis ON crisis_fact (crisis)
""",
    """
CREATE TABLE enabler (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    enabled_type TEXT NOT NULL,
    needs_type TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_enabler PRIMARY KEY (id),
    CONSTRAINT ck_enabler_id CHECK (id != ''),
    CONSTRAINT ck_enabler_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_enabler_enabled_type CHECK (enabled_type != ''),
    CONSTRAINT fk_enabler_enabled_type FOREIGN KEY(enabled_type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_enabler_needs_type CHECK (needs_type != ''),
    CONSTRAINT fk_enabler_needs_type FOREIGN KEY(needs_type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_enabler_enabled_type ON enabler (enabled_type)
""",
    """
CREATE INDEX ix_enabler_needs_type ON enabler (needs_type)
""",
    """
CREATE TABLE event (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    event_type TEXT NOT NULL,
    crisis TEXT,
    iso3 TEXT NOT NULL,
    admin1 TEXT NOT NULL,
    admin2 TEXT NOT NULL,
    location TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    place_precision INTEGER,
    from_date TEXT,
    to_date TEXT,
    date_precision INTEGER,
    side_a TEXT NOT NULL,
    side_b TEXT NOT NULL,
    deaths REAL,
    deaths_basis TEXT,
    deaths_side_a REAL,
    deaths_side_a_basis TEXT,
    deaths_side_b REAL,
    deaths_side_b_basis TEXT,
    deaths_civilians REAL,
    deaths_civilians_basis TEXT,
    deaths_unknown REAL,
    deaths_unknown_basis TEXT,
    clarity INTEGER,
    headline TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT ck_event_id CHECK (id != ''),
    CONSTRAINT ck_event_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_event_code CHECK (code != ''),
    CONSTRAINT fk_event_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_event_latitude CHECK (latitude >= -90 AND latitude <= 90),
    CONSTRAINT ck_event_longitude CHECK (longitude >= -180 AND longitude <= 180),
    CONSTRAINT ck_event_place_precision CHECK (place_precision >= 0),
    CONSTRAINT ck_event_date_precision CHECK (date_precision >= 0),
    CONSTRAINT ck_event_deaths CHECK (deaths >= 0),
    CONSTRAINT ck_event_deaths_side_a CHECK (deaths_side_a >= 0),
    CONSTRAINT ck_event_deaths_side_b CHECK (deaths_side_b >= 0),
    CONSTRAINT ck_event_deaths_civilians CHECK (deaths_civilians >= 0),
    CONSTRAINT ck_event_deaths_unknown CHECK (deaths_unknown >= 0),
    CONSTRAINT ck_event_clarity CHECK (clarity >= 0)
)
""",
    """
CREATE INDEX ix_event_crisis ON event (crisis)
""",
    """
CREATE TABLE evidence (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    title TEXT NOT NULL,
    observed_on TEXT,
    place TEXT,
    text TEXT NOT NULL,
    reliability TEXT,
    credibility TEXT,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_evidence PRIMARY KEY (id),
    CONSTRAINT ck_evidence_id CHECK (id != ''),
    CONSTRAINT ck_evidence_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_evidence_crisis CHECK (crisis != ''),
    CONSTRAINT fk_evidence_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_evidence_title CHECK (title != ''),
    CONSTRAINT fk_evidence_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_evidence_reliability CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    CONSTRAINT ck_evidence_credibility CHECK (credibility IN ('1', '2', '3', '4', '5', '6'))
)
""",
    """
CREATE INDEX ix_evidence_crisis ON evidence (crisis)
""",
    """
CREATE INDEX ix_evidence_place ON evidence (place)
""",
    """
CREATE TABLE focal_point (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    partner TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    contact TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_focal_point PRIMARY KEY (id),
    CONSTRAINT ck_focal_point_id CHECK (id != ''),
    CONSTRAINT ck_focal_point_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_focal_point_partner CHECK (partner != ''),
    CONSTRAINT fk_focal_point_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_focal_point_name CHECK (name != '')
)
""",
    """
CREATE INDEX ix_focal_point_partner ON focal_point (partner)
""",
    """
CREATE TABLE incompatibility (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    partner_a TEXT NOT NULL,
    partner_b TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_incompatibility PRIMARY KEY (id),
    CONSTRAINT ck_incompatibility_id CHECK (id != ''),
    CONSTRAINT ck_incompatibility_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_incompatibility_partner_a CHECK (partner_a != ''),
    CONSTRAINT fk_incompatibility_partner_a FOREIGN KEY(partner_a) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_incompatibility_partner_b CHECK (partner_b != ''),
    CONSTRAINT fk_incompatibility_partner_b FOREIGN KEY(partner_b) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_incompatibility_partner_a ON incompatibility (partner_a)
""",
    """
CREATE INDEX ix_incompatibility_partner_b ON incompatibility (partner_b)
""",
    """
CREATE TABLE indicator_value (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    iso3 TEXT NOT NULL,
    about TEXT NOT NULL,
    from_date TEXT,
    to_date TEXT,
    best REAL,
    low REAL,
    high REAL,
    source TEXT NOT NULL,
    CONSTRAINT pk_indicator_value PRIMARY KEY (id),
    CONSTRAINT ck_indicator_value_id CHECK (id != ''),
    CONSTRAINT ck_indicator_value_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_indicator_value_indicator CHECK (indicator != ''),
    CONSTRAINT fk_indicator_value_indicator FOREIGN KEY(indicator) REFERENCES monitoring_indicator (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_indicator_value_indicator ON indicator_value (indicator)
""",
    """
CREATE TABLE journal_entry (
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    entity TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    CONSTRAINT pk_journal_entry PRIMARY KEY (number),
    CONSTRAINT ck_journal_entry_before_after CHECK ("before" IS NOT NULL OR "after" IS NOT NULL),
    CONSTRAINT fk_journal_entry_position FOREIGN KEY(position) REFERENCES journal_group (position)
)
""",
    """
CREATE INDEX ix_journal_entry_entity ON journal_entry (entity, position)
""",
    """
CREATE INDEX ix_journal_entry_position ON journal_entry (position)
""",
    """
CREATE TABLE membership (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    institution TEXT NOT NULL,
    member_iso3 TEXT NOT NULL,
    from_date TEXT,
    to_date TEXT,
    known_as_of TEXT,
    status TEXT,
    has_veto INTEGER NOT NULL,
    basis TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_membership PRIMARY KEY (id),
    CONSTRAINT ck_membership_id CHECK (id != ''),
    CONSTRAINT ck_membership_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_membership_institution CHECK (institution != ''),
    CONSTRAINT fk_membership_institution FOREIGN KEY(institution) REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_membership_member_iso3 CHECK (member_iso3 != ''),
    CONSTRAINT ck_membership_status CHECK (status IN ('member', 'observer', 'suspended', 'candidate')),
    CONSTRAINT ck_membership_has_veto CHECK (has_veto IN (0, 1)),
    CONSTRAINT ck_membership_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_membership_institution ON membership (institution)
""",
    """
CREATE TABLE name_alias (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    stands_for TEXT NOT NULL,
    acronym TEXT NOT NULL,
    partner TEXT,
    place TEXT,
    iso3 TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_name_alias PRIMARY KEY (id),
    CONSTRAINT ck_name_alias_id CHECK (id != ''),
    CONSTRAINT ck_name_alias_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_name_alias_name CHECK (name != ''),
    CONSTRAINT ck_name_alias_stands_for CHECK (stands_for != ''),
    CONSTRAINT fk_name_alias_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_name_alias_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_name_alias_partner ON name_alias (partner)
""",
    """
CREATE INDEX ix_name_alias_place ON name_alias (place)
""",
    """
CREATE TABLE node (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    node_kind TEXT,
    place TEXT NOT NULL,
    capacity REAL,
    capacity_basis TEXT,
    runway_length REAL,
    runway_length_basis TEXT,
    refuses TEXT NOT NULL,
    from_when TEXT,
    to_when TEXT,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_node PRIMARY KEY (id),
    CONSTRAINT ck_node_id CHECK (id != ''),
    CONSTRAINT ck_node_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_node_name CHECK (name != ''),
    CONSTRAINT ck_node_node_kind CHECK (node_kind IN ('airfield', 'port', 'border')),
    CONSTRAINT ck_node_place CHECK (place != ''),
    CONSTRAINT fk_node_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_node_capacity CHECK (capacity >= 0),
    CONSTRAINT ck_node_runway_length CHECK (runway_length >= 0)
)
""",
    """
CREATE INDEX ix_node_place ON node (place)
""",
    """
CREATE TABLE offer (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    code TEXT NOT NULL,
    partner TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT NOT NULL,
    quantity REAL,
    quantity_basis TEXT,
    state TEXT,
    origin TEXT,
    notice REAL,
    notice_basis TEXT,
    load REAL,
    load_basis TEXT,
    transit REAL,
    transit_basis TEXT,
    setup REAL,
    setup_basis TEXT,
    max_stay REAL,
    max_stay_basis TEXT,
    unit_lift REAL,
    unit_lift_basis TEXT,
    personnel REAL,
    personnel_basis TEXT,
    mobilisation_cost REAL,
    mobilisation_cost_basis TEXT,
    daily_cost REAL,
    daily_cost_basis TEXT,
    currency TEXT NOT NULL,
    cost_share REAL,
    cost_share_basis TEXT,
    available_from TEXT,
    available_to TEXT,
    readiness_equipment TEXT,
    readiness_people TEXT,
    readiness_funding TEXT,
    verification TEXT,
    probability REAL,
    probability_basis TEXT,
    exclusive_group TEXT NOT NULL,
    asset_class TEXT,
    mode TEXT,
    divisible INTEGER NOT NULL,
    needs TEXT NOT NULL,
    women REAL,
    women_basis TEXT,
    men REAL,
    men_basis TEXT,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_offer PRIMARY KEY (id),
    CONSTRAINT ck_offer_id CHECK (id != ''),
    CONSTRAINT ck_offer_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_offer_partner CHECK (partner != ''),
    CONSTRAINT fk_offer_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_offer_type CHECK (type != ''),
    CONSTRAINT fk_offer_type FOREIGN KEY(type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_offer_quantity CHECK (quantity >= 0),
    CONSTRAINT ck_offer_state CHECK (state IN ('requested', 'acknowledged', 'offered', 'accepted', 'declined', 'committed', 'mobilising', 'in_transit', 'in_theatre', 'extended', 'released', 'returned', 'cancelled', 'expired')),
    CONSTRAINT fk_offer_origin FOREIGN KEY(origin) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_offer_notice CHECK (notice >= 0),
    CONSTRAINT ck_offer_load CHECK (load >= 0),
    CONSTRAINT ck_offer_transit CHECK (transit >= 0),
    CONSTRAINT ck_offer_setup CHECK (setup >= 0),
    CONSTRAINT ck_offer_max_stay CHECK (max_stay >= 0),
    CONSTRAINT ck_offer_unit_lift CHECK (unit_lift >= 0),
    CONSTRAINT ck_offer_personnel CHECK (personnel >= 0),
    CONSTRAINT ck_offer_mobilisation_cost CHECK (mobilisation_cost >= 0),
    CONSTRAINT ck_offer_daily_cost CHECK (daily_cost >= 0),
    CONSTRAINT ck_offer_cost_share CHECK (cost_share >= 0 AND cost_share <= 1),
    CONSTRAINT ck_offer_readiness_equipment CHECK (readiness_equipment IN ('ready', 'partial', 'none')),
    CONSTRAINT ck_offer_readiness_people CHECK (readiness_people IN ('ready', 'partial', 'none')),
    CONSTRAINT ck_offer_readiness_funding CHECK (readiness_funding IN ('ready', 'partial', 'none')),
    CONSTRAINT ck_offer_verification CHECK (verification IN ('declared', 'documented', 'visited', 'exercised', 'deployed')),
    CONSTRAINT ck_offer_probability CHECK (probability >= 0 AND probability <= 1),
    CONSTRAINT ck_offer_asset_class CHECK (asset_class IN ('military', 'civilian', 'un', 'ngo', 'local')),
    CONSTRAINT ck_offer_mode CHECK (mode IN ('air', 'sea', 'road', 'none')),
    CONSTRAINT ck_offer_divisible CHECK (divisible IN (0, 1)),
    CONSTRAINT ck_offer_women CHECK (women >= 0),
    CONSTRAINT ck_offer_men CHECK (men >= 0)
)
""",
    """
CREATE INDEX ix_offer_origin ON offer (origin)
""",
    """
CREATE INDEX ix_offer_partner ON offer (partner)
""",
    """
CREATE INDEX ix_offer_type ON offer (type)
""",
    """
CREATE TABLE planning_factor (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    value_text TEXT NOT NULL,
    value REAL,
    value_basis TEXT,
    unit_text TEXT NOT NULL,
    per TEXT NOT NULL,
    yields_type TEXT,
    rounding TEXT,
    counts TEXT,
    form TEXT,
    counts_in TEXT NOT NULL,
    per_heads REAL,
    per_heads_basis TEXT,
    unit_capacity REAL,
    unit_capacity_basis TEXT,
    unit_one TEXT NOT NULL,
    unit_many TEXT NOT NULL,
    priority TEXT,
    area TEXT,
    line_of_effort TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_planning_factor PRIMARY KEY (id),
    CONSTRAINT ck_planning_factor_id CHECK (id != ''),
    CONSTRAINT ck_planning_factor_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_planning_factor_name CHECK (name != ''),
    CONSTRAINT ck_planning_factor_value CHECK (value >= 0),
    CONSTRAINT fk_planning_factor_yields_type FOREIGN KEY(yields_type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_planning_factor_rounding CHECK (rounding IN ('up', 'nearest', 'none')),
    CONSTRAINT ck_planning_factor_counts CHECK (counts IN ('people', 'displaced', 'households', 'displaced_households', 'under_five', 'urban_at_risk', 'deployed')),
    CONSTRAINT ck_planning_factor_form CHECK (form IN ('per_head', 'heads_per_one')),
    CONSTRAINT ck_planning_factor_per_heads CHECK (per_heads >= 0),
    CONSTRAINT ck_planning_factor_unit_capacity CHECK (unit_capacity >= 0),
    CONSTRAINT ck_planning_factor_priority CHECK (priority IN ('essential', 'important', 'useful')),
    CONSTRAINT ck_planning_factor_area CHECK (area IN ('risk_reduction', 'crisis_prevention', 'violence_mitigation'))
)
""",
    """
CREATE INDEX ix_planning_factor_yields_type ON planning_factor (yields_type)
""",
    """
CREATE TABLE risk_assessment (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    assessor TEXT NOT NULL,
    method TEXT,
    assessed_on TEXT,
    likelihood_step INTEGER,
    horizon_months INTEGER,
    impact_step INTEGER,
    confidence TEXT,
    agreed INTEGER NOT NULL,
    note TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_risk_assessment PRIMARY KEY (id),
    CONSTRAINT ck_risk_assessment_id CHECK (id != ''),
    CONSTRAINT ck_risk_assessment_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_risk_assessment_crisis CHECK (crisis != ''),
    CONSTRAINT fk_risk_assessment_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_risk_assessment_assessor CHECK (assessor != ''),
    CONSTRAINT ck_risk_assessment_method CHECK (method IN ('un_framework', 'five_by_five', 'own')),
    CONSTRAINT ck_risk_assessment_likelihood_step CHECK (likelihood_step >= 1 AND likelihood_step <= 5),
    CONSTRAINT ck_risk_assessment_horizon_months CHECK (horizon_months >= 1 AND horizon_months <= 240),
    CONSTRAINT ck_risk_assessment_impact_step CHECK (impact_step >= 1 AND impact_step <= 5),
    CONSTRAINT ck_risk_assessment_confidence CHECK (confidence IN ('low', 'medium', 'high')),
    CONSTRAINT ck_risk_assessment_agreed CHECK (agreed IN (0, 1))
)
""",
    """
CREATE INDEX ix_risk_assessment_crisis ON risk_assessment (crisis)
""",
    """
CREATE TABLE risk_indicator (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    factor TEXT NOT NULL,
    number INTEGER,
    text TEXT NOT NULL,
    basis TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_risk_indicator PRIMARY KEY (id),
    CONSTRAINT ck_risk_indicator_id CHECK (id != ''),
    CONSTRAINT ck_risk_indicator_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_risk_indicator_factor CHECK (factor != ''),
    CONSTRAINT fk_risk_indicator_factor FOREIGN KEY(factor) REFERENCES risk_factor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_risk_indicator_number CHECK (number >= 1),
    CONSTRAINT ck_risk_indicator_text CHECK (text != ''),
    CONSTRAINT ck_risk_indicator_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_risk_indicator_factor ON risk_indicator (factor)
""",
    """
CREATE TABLE scenario (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    name TEXT NOT NULL,
    scenario_kind TEXT,
    narrative TEXT NOT NULL,
    people_affected REAL,
    people_affected_basis TEXT,
    people_displaced REAL,
    people_displaced_basis TEXT,
    displacement_per_day REAL,
    displacement_per_day_basis TEXT,
    duration REAL,
    duration_basis TEXT,
    consent TEXT,
    marking TEXT,
    CONSTRAINT pk_scenario PRIMARY KEY (id),
    CONSTRAINT ck_scenario_id CHECK (id != ''),
    CONSTRAINT ck_scenario_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_scenario_crisis CHECK (crisis != ''),
    CONSTRAINT fk_scenario_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_scenario_name CHECK (name != ''),
    CONSTRAINT ck_scenario_scenario_kind CHECK (scenario_kind IN ('best', 'most_likely', 'most_dangerous')),
    CONSTRAINT ck_scenario_people_affected CHECK (people_affected >= 0),
    CONSTRAINT ck_scenario_people_displaced CHECK (people_displaced >= 0),
    CONSTRAINT ck_scenario_displacement_per_day CHECK (displacement_per_day >= 0),
    CONSTRAINT ck_scenario_duration CHECK (duration >= 0),
    CONSTRAINT ck_scenario_consent CHECK (consent IN ('full', 'partial', 'none'))
)
""",
    """
CREATE INDEX ix_scenario_crisis ON scenario (crisis)
""",
    """
CREATE TABLE severity (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    code TEXT NOT NULL,
    iso3 TEXT NOT NULL,
    as_of TEXT,
    severity REAL,
    severity_category TEXT NOT NULL,
    reliability TEXT NOT NULL,
    impact_score REAL,
    conditions_score REAL,
    people_in_need_score REAL,
    complexity_score REAL,
    drivers TEXT NOT NULL,
    updated_on TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_severity PRIMARY KEY (id),
    CONSTRAINT ck_severity_id CHECK (id != ''),
    CONSTRAINT ck_severity_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_severity_crisis CHECK (crisis != ''),
    CONSTRAINT fk_severity_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_severity_code CHECK (code != ''),
    CONSTRAINT ck_severity_severity CHECK (severity >= 0 AND severity <= 5),
    CONSTRAINT ck_severity_impact_score CHECK (impact_score >= 0 AND impact_score <= 5),
    CONSTRAINT ck_severity_conditions_score CHECK (conditions_score >= 0 AND conditions_score <= 5),
    CONSTRAINT ck_severity_people_in_need_score CHECK (people_in_need_score >= 0 AND people_in_need_score <= 5),
    CONSTRAINT ck_severity_complexity_score CHECK (complexity_score >= 0 AND complexity_score <= 5)
)
""",
    """
CREATE INDEX ix_severity_crisis ON severity (crisis)
""",
    """
CREATE TABLE substitute (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    required_type TEXT NOT NULL,
    offered_type TEXT NOT NULL,
    factor REAL,
    factor_basis TEXT,
    reason TEXT NOT NULL,
    CONSTRAINT pk_substitute PRIMARY KEY (id),
    CONSTRAINT ck_substitute_id CHECK (id != ''),
    CONSTRAINT ck_substitute_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_substitute_required_type CHECK (required_type != ''),
    CONSTRAINT fk_substitute_required_type FOREIGN KEY(required_type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_substitute_offered_type CHECK (offered_type != ''),
    CONSTRAINT fk_substitute_offered_type FOREIGN KEY(offered_type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_substitute_factor CHECK (factor >= 0)
)
""",
    """
CREATE INDEX ix_substitute_offered_type ON substitute (offered_type)
""",
    """
CREATE INDEX ix_substitute_required_type ON substitute (required_type)
""",
    """
CREATE TABLE access_permit (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    scenario TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    partner TEXT,
    ring TEXT NOT NULL,
    asset_class TEXT,
    from_when TEXT,
    to_when TEXT,
    state TEXT,
    basis TEXT,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_access_permit PRIMARY KEY (id),
    CONSTRAINT ck_access_permit_id CHECK (id != ''),
    CONSTRAINT ck_access_permit_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_access_permit_scenario CHECK (scenario != ''),
    CONSTRAINT fk_access_permit_scenario FOREIGN KEY(scenario) REFERENCES scenario (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_access_permit_place CHECK (place != ''),
    CONSTRAINT fk_access_permit_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_access_permit_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_access_permit_asset_class CHECK (asset_class IN ('military', 'civilian', 'un', 'ngo', 'local')),
    CONSTRAINT ck_access_permit_state CHECK (state IN ('granted', 'asked', 'refused', 'revoked')),
    CONSTRAINT ck_access_permit_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_access_permit_partner ON access_permit (partner)
""",
    """
CREATE INDEX ix_access_permit_place ON access_permit (place)
""",
    """
CREATE INDEX ix_access_permit_scenario ON access_permit (scenario)
""",
    """
CREATE TABLE caseload (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    scenario TEXT NOT NULL,
    name TEXT NOT NULL,
    caseload_group TEXT,
    sex TEXT,
    age TEXT,
    people REAL,
    people_basis TEXT,
    arrivals REAL,
    arrivals_basis TEXT,
    arrivals_from INTEGER,
    arrivals_to INTEGER,
    place TEXT,
    marking TEXT,
    CONSTRAINT pk_caseload PRIMARY KEY (id),
    CONSTRAINT ck_caseload_id CHECK (id != ''),
    CONSTRAINT ck_caseload_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_caseload_scenario CHECK (scenario != ''),
    CONSTRAINT fk_caseload_scenario FOREIGN KEY(scenario) REFERENCES scenario (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_caseload_caseload_group CHECK (caseload_group IN ('displaced', 'returned', 'host', 'besieged', 'urban_at_risk', 'deployed')),
    CONSTRAINT ck_caseload_sex CHECK (sex IN ('all', 'female', 'male')),
    CONSTRAINT ck_caseload_age CHECK (age IN ('all', 'under_5', 'from_5_to_17', 'from_18_to_59', 'from_60')),
    CONSTRAINT ck_caseload_people CHECK (people >= 0),
    CONSTRAINT ck_caseload_arrivals CHECK (arrivals >= 0),
    CONSTRAINT fk_caseload_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_caseload_place ON caseload (place)
""",
    """
CREATE INDEX ix_caseload_scenario ON caseload (scenario)
""",
    """
CREATE TABLE commitment (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    offer TEXT NOT NULL,
    quantity REAL,
    quantity_basis TEXT,
    from_when TEXT,
    to_when TEXT,
    "where" TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_commitment PRIMARY KEY (id),
    CONSTRAINT ck_commitment_id CHECK (id != ''),
    CONSTRAINT ck_commitment_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_commitment_offer CHECK (offer != ''),
    CONSTRAINT fk_commitment_offer FOREIGN KEY(offer) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_commitment_quantity CHECK (quantity >= 0)
)
""",
    """
CREATE INDEX ix_commitment_offer ON commitment (offer)
""",
    """
CREATE TABLE decision_step (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    offer TEXT,
    partner TEXT,
    name TEXT NOT NULL,
    institution TEXT,
    duration REAL,
    duration_basis TEXT,
    begins_on TEXT,
    "after" TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_decision_step PRIMARY KEY (id),
    CONSTRAINT ck_decision_step_id CHECK (id != ''),
    CONSTRAINT ck_decision_step_retired CHECK (retired IN (0, 1)),
    CONSTRAINT fk_decision_step_offer FOREIGN KEY(offer) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_decision_step_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_decision_step_name CHECK (name != ''),
    CONSTRAINT fk_decision_step_institution FOREIGN KEY(institution) REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_decision_step_duration CHECK (duration >= 0)
)
""",
    """
CREATE INDEX ix_decision_step_institution ON decision_step (institution)
""",
    """
CREATE INDEX ix_decision_step_offer ON decision_step (offer)
""",
    """
CREATE INDEX ix_decision_step_partner ON decision_step (partner)
""",
    """
CREATE TABLE dissent (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    assessment TEXT NOT NULL,
    assessor TEXT NOT NULL,
    indicator TEXT,
    state TEXT,
    text TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_dissent PRIMARY KEY (id),
    CONSTRAINT ck_dissent_id CHECK (id != ''),
    CONSTRAINT ck_dissent_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_dissent_assessment CHECK (assessment != ''),
    CONSTRAINT fk_dissent_assessment FOREIGN KEY(assessment) REFERENCES risk_assessment (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_dissent_assessor CHECK (assessor != ''),
    CONSTRAINT fk_dissent_indicator FOREIGN KEY(indicator) REFERENCES risk_indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_dissent_state CHECK (state IN ('unknown', 'absent', 'emerging', 'present', 'acute'))
)
""",
    """
CREATE INDEX ix_dissent_assessment ON dissent (assessment)
""",
    """
CREATE INDEX ix_dissent_indicator ON dissent (indicator)
""",
    """
CREATE TABLE indicator_rating (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    assessment TEXT NOT NULL,
    indicator TEXT NOT NULL,
    state TEXT,
    state_since TEXT,
    trend TEXT,
    confidence TEXT,
    note TEXT NOT NULL,
    challenge TEXT NOT NULL,
    challenged_by TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_indicator_rating PRIMARY KEY (id),
    CONSTRAINT ck_indicator_rating_id CHECK (id != ''),
    CONSTRAINT ck_indicator_rating_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_indicator_rating_assessment CHECK (assessment != ''),
    CONSTRAINT fk_indicator_rating_assessment FOREIGN KEY(assessment) REFERENCES risk_assessment (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_indicator_rating_indicator CHECK (indicator != ''),
    CONSTRAINT fk_indicator_rating_indicator FOREIGN KEY(indicator) REFERENCES risk_indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_indicator_rating_state CHECK (state IN ('unknown', 'absent', 'emerging', 'present', 'acute')),
    CONSTRAINT ck_indicator_rating_trend CHECK (trend IN ('worse', 'steady', 'better')),
    CONSTRAINT ck_indicator_rating_confidence CHECK (confidence IN ('low', 'medium', 'high'))
)
""",
    """
CREATE INDEX ix_indicator_rating_assessment ON indicator_rating (assessment)
""",
    """
CREATE INDEX ix_indicator_rating_indicator ON indicator_rating (indicator)
""",
    """
CREATE TABLE "plan" (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    scenario TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    maturity INTEGER,
    state TEXT,
    owner TEXT NOT NULL,
    approver TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    d_date TEXT,
    d_meaning TEXT NOT NULL,
    mechanism TEXT,
    priority INTEGER,
    marking TEXT,
    include_if INTEGER NOT NULL,
    weight_essential REAL,
    weight_important REAL,
    weight_useful REAL,
    match_run TEXT NOT NULL,
    matched_at INTEGER,
    CONSTRAINT pk_plan PRIMARY KEY (id),
    CONSTRAINT ck_plan_id CHECK (id != ''),
    CONSTRAINT ck_plan_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_plan_scenario CHECK (scenario != ''),
    CONSTRAINT fk_plan_scenario FOREIGN KEY(scenario) REFERENCES scenario (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_plan_title CHECK (title != ''),
    CONSTRAINT ck_plan_maturity CHECK (maturity >= 1 AND maturity <= 4),
    CONSTRAINT ck_plan_state CHECK (state IN ('draft', 'in_review', 'approved', 'activated', 'superseded', 'expired')),
    CONSTRAINT fk_plan_mechanism FOREIGN KEY(mechanism) REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_plan_priority CHECK (priority >= 1 AND priority <= 9),
    CONSTRAINT ck_plan_include_if CHECK (include_if IN (0, 1)),
    CONSTRAINT ck_plan_weight_essential CHECK (weight_essential >= 0),
    CONSTRAINT ck_plan_weight_important CHECK (weight_important >= 0),
    CONSTRAINT ck_plan_weight_useful CHECK (weight_useful >= 0)
)
""",
    """
CREATE INDEX ix_plan_mechanism ON "plan" (mechanism)
""",
    """
CREATE INDEX ix_plan_scenario ON "plan" (scenario)
""",
    """
CREATE TABLE runway (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    airfield TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    length REAL,
    length_basis TEXT,
    width REAL,
    width_basis TEXT,
    surface TEXT,
    surface_text TEXT NOT NULL,
    lighted INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_runway PRIMARY KEY (id),
    CONSTRAINT ck_runway_id CHECK (id != ''),
    CONSTRAINT ck_runway_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_runway_airfield CHECK (airfield != ''),
    CONSTRAINT fk_runway_airfield FOREIGN KEY(airfield) REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_runway_code CHECK (code != ''),
    CONSTRAINT ck_runway_length CHECK (length >= 0),
    CONSTRAINT ck_runway_width CHECK (width >= 0),
    CONSTRAINT ck_runway_surface CHECK (surface IN ('paved', 'unpaved', 'water')),
    CONSTRAINT ck_runway_lighted CHECK (lighted IN (0, 1)),
    CONSTRAINT ck_runway_closed CHECK (closed IN (0, 1))
)
""",
    """
CREATE INDEX ix_runway_airfield ON runway (airfield)
""",
    """
CREATE TABLE assumption (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    number TEXT NOT NULL,
    text TEXT NOT NULL,
    assumption_kind TEXT,
    likelihood TEXT,
    consequence_if_false TEXT NOT NULL,
    owner TEXT NOT NULL,
    expires TEXT,
    state TEXT,
    bound_to TEXT,
    basis TEXT,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_assumption PRIMARY KEY (id),
    CONSTRAINT ck_assumption_id CHECK (id != ''),
    CONSTRAINT ck_assumption_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_assumption_plan CHECK ("plan" != ''),
    CONSTRAINT fk_assumption_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_assumption_assumption_kind CHECK (assumption_kind IN ('policy', 'adversary', 'partner', 'consent', 'environment', 'logistics')),
    CONSTRAINT ck_assumption_likelihood CHECK (likelihood IN ('low', 'medium', 'high')),
    CONSTRAINT ck_assumption_state CHECK (state IN ('open', 'confirmed', 'broken')),
    CONSTRAINT ck_assumption_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_assumption_bound_to ON assumption (bound_to)
""",
    """
CREATE INDEX ix_assumption_plan ON assumption ("plan")
""",
    """
CREATE TABLE budget (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    scope TEXT,
    partner TEXT,
    amount REAL,
    amount_basis TEXT,
    currency TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_budget PRIMARY KEY (id),
    CONSTRAINT ck_budget_id CHECK (id != ''),
    CONSTRAINT ck_budget_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_budget_plan CHECK ("plan" != ''),
    CONSTRAINT fk_budget_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_budget_scope CHECK (scope IN ('plan', 'crisis', 'partner')),
    CONSTRAINT fk_budget_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_budget_amount CHECK (amount >= 0)
)
""",
    """
CREATE INDEX ix_budget_partner ON budget (partner)
""",
    """
CREATE INDEX ix_budget_plan ON budget ("plan")
""",
    """
CREATE TABLE decision_point (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    name TEXT NOT NULL,
    latest_day INTEGER NOT NULL,
    information_needed TEXT NOT NULL,
    choices TEXT NOT NULL,
    decider TEXT NOT NULL,
    institution TEXT,
    if_no_decision TEXT NOT NULL,
    taken TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_decision_point PRIMARY KEY (id),
    CONSTRAINT ck_decision_point_id CHECK (id != ''),
    CONSTRAINT ck_decision_point_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_decision_point_plan CHECK ("plan" != ''),
    CONSTRAINT fk_decision_point_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_decision_point_name CHECK (name != ''),
    CONSTRAINT fk_decision_point_institution FOREIGN KEY(institution) REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_decision_point_institution ON decision_point (institution)
""",
    """
CREATE INDEX ix_decision_point_plan ON decision_point ("plan")
""",
    """
CREATE TABLE lift_pool (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    partner TEXT,
    tonnes_per_week REAL,
    tonnes_per_week_basis TEXT,
    from_when TEXT,
    to_when TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_lift_pool PRIMARY KEY (id),
    CONSTRAINT ck_lift_pool_id CHECK (id != ''),
    CONSTRAINT ck_lift_pool_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_lift_pool_plan CHECK ("plan" != ''),
    CONSTRAINT fk_lift_pool_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_lift_pool_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_lift_pool_tonnes_per_week CHECK (tonnes_per_week >= 0)
)
""",
    """
CREATE INDEX ix_lift_pool_partner ON lift_pool (partner)
""",
    """
CREATE INDEX ix_lift_pool_plan ON lift_pool ("plan")
""",
    """
CREATE TABLE phase (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    start_condition TEXT NOT NULL,
    end_condition TEXT NOT NULL,
    CONSTRAINT pk_phase PRIMARY KEY (id),
    CONSTRAINT ck_phase_id CHECK (id != ''),
    CONSTRAINT ck_phase_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_phase_plan CHECK ("plan" != ''),
    CONSTRAINT fk_phase_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_phase_name CHECK (name != ''),
    CONSTRAINT ck_phase_area CHECK (area IN ('risk_reduction', 'crisis_prevention', 'violence_mitigation'))
)
""",
    """
CREATE INDEX ix_phase_plan ON phase ("plan")
""",
    """
CREATE TABLE plan_text (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    section TEXT NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    status TEXT,
    marking TEXT,
    CONSTRAINT pk_plan_text PRIMARY KEY (id),
    CONSTRAINT ck_plan_text_id CHECK (id != ''),
    CONSTRAINT ck_plan_text_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_plan_text_plan CHECK ("plan" != ''),
    CONSTRAINT fk_plan_text_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_plan_text_section CHECK (section != ''),
    CONSTRAINT ck_plan_text_status CHECK (status IN ('draft', 'agreed'))
)
""",
    """
CREATE INDEX ix_plan_text_plan ON plan_text ("plan")
""",
    """
CREATE TABLE plan_version (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    number INTEGER,
    name TEXT NOT NULL,
    made_at TEXT,
    made_by TEXT NOT NULL,
    journal_position INTEGER,
    sha256 TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    CONSTRAINT pk_plan_version PRIMARY KEY (id),
    CONSTRAINT ck_plan_version_id CHECK (id != ''),
    CONSTRAINT ck_plan_version_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_plan_version_plan CHECK ("plan" != ''),
    CONSTRAINT fk_plan_version_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_plan_version_number CHECK (number >= 1),
    CONSTRAINT ck_plan_version_name CHECK (name != ''),
    CONSTRAINT ck_plan_version_journal_position CHECK (journal_position >= 0),
    CONSTRAINT ck_plan_version_sha256 CHECK (sha256 != ''),
    CONSTRAINT ck_plan_version_snapshot CHECK (snapshot != '')
)
""",
    """
CREATE INDEX ix_plan_version_plan ON plan_version ("plan")
""",
    """
CREATE TABLE rating_evidence (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    rating TEXT NOT NULL,
    evidence TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_rating_evidence PRIMARY KEY (id),
    CONSTRAINT ck_rating_evidence_id CHECK (id != ''),
    CONSTRAINT ck_rating_evidence_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_rating_evidence_rating CHECK (rating != ''),
    CONSTRAINT fk_rating_evidence_rating FOREIGN KEY(rating) REFERENCES indicator_rating (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_rating_evidence_evidence CHECK (evidence != ''),
    CONSTRAINT fk_rating_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_rating_evidence_evidence ON rating_evidence (evidence)
""",
    """
CREATE INDEX ix_rating_evidence_rating ON rating_evidence (rating)
""",
    """
CREATE TABLE share_cap (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    partner TEXT,
    cap REAL,
    CONSTRAINT pk_share_cap PRIMARY KEY (id),
    CONSTRAINT ck_share_cap_id CHECK (id != ''),
    CONSTRAINT ck_share_cap_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_share_cap_plan CHECK ("plan" != ''),
    CONSTRAINT fk_share_cap_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_share_cap_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_share_cap_cap CHECK (cap >= 0 AND cap <= 1)
)
""",
    """
CREATE INDEX ix_share_cap_partner ON share_cap (partner)
""",
    """
CREATE INDEX ix_share_cap_plan ON share_cap ("plan")
""",
    """
CREATE TABLE caveat (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    offer TEXT,
    partner TEXT,
    category TEXT,
    text TEXT NOT NULL,
    effect TEXT,
    only_place TEXT,
    scope_crisis TEXT,
    scope_place TEXT,
    scope_task TEXT NOT NULL,
    scope_phase TEXT,
    scope_partner TEXT,
    from_when TEXT,
    to_when TEXT,
    quantity REAL,
    quantity_basis TEXT,
    authority TEXT,
    delay REAL,
    delay_basis TEXT,
    days_to_lift REAL,
    days_to_lift_basis TEXT,
    source TEXT NOT NULL,
    confidence TEXT,
    marking TEXT,
    CONSTRAINT pk_caveat PRIMARY KEY (id),
    CONSTRAINT ck_caveat_id CHECK (id != ''),
    CONSTRAINT ck_caveat_retired CHECK (retired IN (0, 1)),
    CONSTRAINT fk_caveat_offer FOREIGN KEY(offer) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_caveat_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_caveat_category FOREIGN KEY(category) REFERENCES caveat_category (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_caveat_effect CHECK (effect IN ('forbids', 'caps', 'needs', 'delays', 'to_be_judged')),
    CONSTRAINT fk_caveat_only_place FOREIGN KEY(only_place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_caveat_scope_crisis FOREIGN KEY(scope_crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_caveat_scope_place FOREIGN KEY(scope_place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_caveat_scope_phase FOREIGN KEY(scope_phase) REFERENCES phase (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_caveat_scope_partner FOREIGN KEY(scope_partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_caveat_quantity CHECK (quantity >= 0),
    CONSTRAINT fk_caveat_authority FOREIGN KEY(authority) REFERENCES authority (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_caveat_delay CHECK (delay >= 0),
    CONSTRAINT ck_caveat_days_to_lift CHECK (days_to_lift >= 0),
    CONSTRAINT ck_caveat_confidence CHECK (confidence IN ('low', 'medium', 'high'))
)
""",
    """
CREATE INDEX ix_caveat_authority ON caveat (authority)
""",
    """
CREATE INDEX ix_caveat_category ON caveat (category)
""",
    """
CREATE INDEX ix_caveat_offer ON caveat (offer)
""",
    """
CREATE INDEX ix_caveat_only_place ON caveat (only_place)
""",
    """
CREATE INDEX ix_caveat_partner ON caveat (partner)
""",
    """
CREATE INDEX ix_caveat_scope_crisis ON caveat (scope_crisis)
""",
    """
CREATE INDEX ix_caveat_scope_partner ON caveat (scope_partner)
""",
    """
CREATE INDEX ix_caveat_scope_phase ON caveat (scope_phase)
""",
    """
CREATE INDEX ix_caveat_scope_place ON caveat (scope_place)
""",
    """
CREATE TABLE requirement (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    line_of_effort TEXT NOT NULL,
    area TEXT,
    phase TEXT,
    type TEXT NOT NULL,
    quantity REAL,
    quantity_basis TEXT,
    place TEXT,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    priority TEXT,
    weight REAL,
    minimum_share REAL,
    prerequisites TEXT NOT NULL,
    needs TEXT NOT NULL,
    task_type TEXT NOT NULL,
    single_lead INTEGER NOT NULL,
    min_partners INTEGER,
    max_partners INTEGER,
    derived_by TEXT NOT NULL,
    justification TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_requirement PRIMARY KEY (id),
    CONSTRAINT ck_requirement_id CHECK (id != ''),
    CONSTRAINT ck_requirement_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_requirement_plan CHECK ("plan" != ''),
    CONSTRAINT fk_requirement_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_requirement_area CHECK (area IN ('risk_reduction', 'crisis_prevention', 'violence_mitigation')),
    CONSTRAINT fk_requirement_phase FOREIGN KEY(phase) REFERENCES phase (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_requirement_type CHECK (type != ''),
    CONSTRAINT fk_requirement_type FOREIGN KEY(type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_requirement_quantity CHECK (quantity >= 0),
    CONSTRAINT fk_requirement_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_requirement_priority CHECK (priority IN ('essential', 'important', 'useful')),
    CONSTRAINT ck_requirement_weight CHECK (weight >= 0),
    CONSTRAINT ck_requirement_minimum_share CHECK (minimum_share >= 0 AND minimum_share <= 1),
    CONSTRAINT ck_requirement_single_lead CHECK (single_lead IN (0, 1)),
    CONSTRAINT ck_requirement_min_partners CHECK (min_partners >= 0),
    CONSTRAINT ck_requirement_max_partners CHECK (max_partners >= 1)
)
""",
    """
CREATE INDEX ix_requirement_phase ON requirement (phase)
""",
    """
CREATE INDEX ix_requirement_place ON requirement (place)
""",
    """
CREATE INDEX ix_requirement_plan ON requirement ("plan")
""",
    """
CREATE INDEX ix_requirement_type ON requirement (type)
""",
    """
CREATE TABLE "trigger" (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    name TEXT NOT NULL,
    sustained_days INTEGER,
    quiet_days INTEGER,
    lead_time REAL,
    lead_time_basis TEXT,
    leads_to TEXT,
    decision_point TEXT,
    leads_to_text TEXT NOT NULL,
    basis TEXT,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_trigger PRIMARY KEY (id),
    CONSTRAINT ck_trigger_id CHECK (id != ''),
    CONSTRAINT ck_trigger_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_trigger_crisis CHECK (crisis != ''),
    CONSTRAINT fk_trigger_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_trigger_name CHECK (name != ''),
    CONSTRAINT ck_trigger_sustained_days CHECK (sustained_days >= 1 AND sustained_days <= 3650),
    CONSTRAINT ck_trigger_quiet_days CHECK (quiet_days >= 0 AND quiet_days <= 3650),
    CONSTRAINT ck_trigger_lead_time CHECK (lead_time >= 0),
    CONSTRAINT ck_trigger_leads_to CHECK (leads_to IN ('decision_point', 'option', 'preparedness')),
    CONSTRAINT fk_trigger_decision_point FOREIGN KEY(decision_point) REFERENCES decision_point (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_trigger_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_trigger_crisis ON "trigger" (crisis)
""",
    """
CREATE INDEX ix_trigger_decision_point ON "trigger" (decision_point)
""",
    """
CREATE TABLE allocation (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    offer TEXT NOT NULL,
    requirement TEXT NOT NULL,
    quantity REAL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    locked INTEGER NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_allocation PRIMARY KEY (id),
    CONSTRAINT ck_allocation_id CHECK (id != ''),
    CONSTRAINT ck_allocation_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_allocation_offer CHECK (offer != ''),
    CONSTRAINT fk_allocation_offer FOREIGN KEY(offer) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_allocation_requirement CHECK (requirement != ''),
    CONSTRAINT fk_allocation_requirement FOREIGN KEY(requirement) REFERENCES requirement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_allocation_quantity CHECK (quantity >= 0),
    CONSTRAINT ck_allocation_locked CHECK (locked IN (0, 1))
)
""",
    """
CREATE INDEX ix_allocation_offer ON allocation (offer)
""",
    """
CREATE INDEX ix_allocation_requirement ON allocation (requirement)
""",
    """
CREATE TABLE forbidden_pair (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    offer TEXT NOT NULL,
    requirement TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_forbidden_pair PRIMARY KEY (id),
    CONSTRAINT ck_forbidden_pair_id CHECK (id != ''),
    CONSTRAINT ck_forbidden_pair_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_forbidden_pair_offer CHECK (offer != ''),
    CONSTRAINT fk_forbidden_pair_offer FOREIGN KEY(offer) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_forbidden_pair_requirement CHECK (requirement != ''),
    CONSTRAINT fk_forbidden_pair_requirement FOREIGN KEY(requirement) REFERENCES requirement (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_forbidden_pair_offer ON forbidden_pair (offer)
""",
    """
CREATE INDEX ix_forbidden_pair_requirement ON forbidden_pair (requirement)
""",
    """
CREATE TABLE gap (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    requirement TEXT NOT NULL,
    missing REAL,
    missing_basis TEXT,
    cause TEXT NOT NULL,
    ways_to_close TEXT NOT NULL,
    owner TEXT NOT NULL,
    deadline_day INTEGER,
    accepted_by TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_gap PRIMARY KEY (id),
    CONSTRAINT ck_gap_id CHECK (id != ''),
    CONSTRAINT ck_gap_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_gap_requirement CHECK (requirement != ''),
    CONSTRAINT fk_gap_requirement FOREIGN KEY(requirement) REFERENCES requirement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_gap_missing CHECK (missing >= 0)
)
""",
    """
CREATE INDEX ix_gap_requirement ON gap (requirement)
""",
    """
CREATE TABLE trigger_condition (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    condition_kind TEXT,
    indicator TEXT,
    at_least REAL,
    period_days INTEGER,
    n_periods INTEGER,
    factors TEXT NOT NULL,
    state TEXT,
    n_indicators INTEGER,
    calendar_kinds TEXT NOT NULL,
    within_days INTEGER,
    CONSTRAINT pk_trigger_condition PRIMARY KEY (id),
    CONSTRAINT ck_trigger_condition_id CHECK (id != ''),
    CONSTRAINT ck_trigger_condition_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_trigger_condition_trigger CHECK ("trigger" != ''),
    CONSTRAINT fk_trigger_condition_trigger FOREIGN KEY("trigger") REFERENCES "trigger" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_trigger_condition_condition_kind CHECK (condition_kind IN ('series', 'deaths', 'states', 'calendar')),
    CONSTRAINT fk_trigger_condition_indicator FOREIGN KEY(indicator) REFERENCES monitoring_indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_trigger_condition_at_least CHECK (at_least >= 0),
    CONSTRAINT ck_trigger_condition_period_days CHECK (period_days >= 1 AND period_days <= 366),
    CONSTRAINT ck_trigger_condition_n_periods CHECK (n_periods >= 1 AND n_periods <= 60),
    CONSTRAINT ck_trigger_condition_state CHECK (state IN ('unknown', 'absent', 'emerging', 'present', 'acute')),
    CONSTRAINT ck_trigger_condition_n_indicators CHECK (n_indicators >= 1 AND n_indicators <= 200),
    CONSTRAINT ck_trigger_condition_within_days CHECK (within_days >= 0 AND within_days <= 3650)
)
""",
    """
CREATE INDEX ix_trigger_condition_indicator ON trigger_condition (indicator)
""",
    """
CREATE INDEX ix_trigger_condition_trigger ON trigger_condition ("trigger")
""",
    """
CREATE TABLE trigger_firing (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    fired_on TEXT,
    found TEXT NOT NULL,
    acknowledged_by TEXT NOT NULL,
    acknowledged_on TEXT,
    verdict TEXT,
    verdict_note TEXT NOT NULL,
    CONSTRAINT pk_trigger_firing PRIMARY KEY (id),
    CONSTRAINT ck_trigger_firing_id CHECK (id != ''),
    CONSTRAINT ck_trigger_firing_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_trigger_firing_trigger CHECK ("trigger" != ''),
    CONSTRAINT fk_trigger_firing_trigger FOREIGN KEY("trigger") REFERENCES "trigger" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_trigger_firing_verdict CHECK (verdict IN ('true_alarm', 'false_alarm'))
)
""",
    """
CREATE INDEX ix_trigger_firing_trigger ON trigger_firing ("trigger")
""",
)


def upgrade(op: Operations) -> None:
    """Take the step."""
    for statement in STATEMENTS:
        op.execute(statement)
