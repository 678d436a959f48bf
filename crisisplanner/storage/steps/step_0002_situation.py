"""Bring the tables of version 1 to version 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

STATEMENTS = (
    """
CREATE TABLE chair_term (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    institution TEXT NOT NULL,
    holder_iso3 TEXT NOT NULL,
    holder TEXT NOT NULL,
    from_date TEXT,
    to_date TEXT,
    basis TEXT,
    source TEXT NOT NULL,
    CONSTRAINT pk_chair_term PRIMARY KEY (id),
    CONSTRAINT ck_chair_term_id CHECK (id != ''),
    CONSTRAINT ck_chair_term_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_chair_term_institution CHECK (institution != ''),
    CONSTRAINT fk_chair_term_institution FOREIGN KEY(institution) REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_chair_term_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
CREATE INDEX ix_chair_term_institution ON chair_term (institution)
""",
    """
CREATE TABLE crisis_actor (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    iso3 TEXT NOT NULL,
    motives TEXT NOT NULL,
    means TEXT NOT NULL,
    red_lines TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_crisis_actor PRIMARY KEY (id),
    CONSTRAINT ck_crisis_actor_id CHECK (id != ''),
    CONSTRAINT ck_crisis_actor_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_crisis_actor_crisis CHECK (crisis != ''),
    CONSTRAINT fk_crisis_actor_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_crisis_actor_name CHECK (name != ''),
    CONSTRAINT ck_crisis_actor_role CHECK (role IN ('perpetrator', 'enabler', 'threatened_group', 'protector', 'host_government', 'neighbour', 'bystander', 'spoiler'))
)
""",
    """
CREATE INDEX ix_crisis_actor_crisis ON crisis_actor (crisis)
""",
    """
CREATE TABLE fulfilment (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    partner TEXT NOT NULL,
    occasion TEXT NOT NULL,
    type TEXT,
    promised REAL,
    promised_basis TEXT,
    delivered REAL,
    delivered_basis TEXT,
    promised_for TEXT,
    delivered_on TEXT,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_fulfilment PRIMARY KEY (id),
    CONSTRAINT ck_fulfilment_id CHECK (id != ''),
    CONSTRAINT ck_fulfilment_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_fulfilment_partner CHECK (partner != ''),
    CONSTRAINT fk_fulfilment_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_fulfilment_occasion CHECK (occasion != ''),
    CONSTRAINT fk_fulfilment_type FOREIGN KEY(type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_fulfilment_promised CHECK (promised >= 0),
    CONSTRAINT ck_fulfilment_delivered CHECK (delivered >= 0)
)
""",
    """
CREATE INDEX ix_fulfilment_partner ON fulfilment (partner)
""",
    """
CREATE INDEX ix_fulfilment_type ON fulfilment (type)
""",
    """
CREATE TABLE new_name_alias (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    stands_for TEXT NOT NULL,
    acronym TEXT NOT NULL,
    partner TEXT,
    place TEXT,
    capability_type TEXT,
    iso3 TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_name_alias PRIMARY KEY (id),
    CONSTRAINT ck_name_alias_id CHECK (id != ''),
    CONSTRAINT ck_name_alias_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_name_alias_name CHECK (name != ''),
    CONSTRAINT ck_name_alias_stands_for CHECK (stands_for != ''),
    CONSTRAINT fk_name_alias_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_name_alias_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_name_alias_capability_type FOREIGN KEY(capability_type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
INSERT INTO new_name_alias (id, retired, name, stands_for, acronym, partner, place, capability_type, iso3, source)
SELECT id, retired, name, stands_for, acronym, partner, place, NULL, iso3, source FROM "name_alias"
""",
    """
DROP TABLE "name_alias"
""",
    """
ALTER TABLE new_name_alias RENAME TO "name_alias"
""",
    """
CREATE INDEX ix_name_alias_capability_type ON name_alias (capability_type)
""",
    """
CREATE INDEX ix_name_alias_partner ON name_alias (partner)
""",
    """
CREATE INDEX ix_name_alias_place ON name_alias (place)
""",
    """
CREATE TABLE position (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    crisis TEXT NOT NULL,
    partner TEXT NOT NULL,
    issue TEXT NOT NULL,
    stance INTEGER,
    since TEXT,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_position PRIMARY KEY (id),
    CONSTRAINT ck_position_id CHECK (id != ''),
    CONSTRAINT ck_position_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_position_crisis CHECK (crisis != ''),
    CONSTRAINT fk_position_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_position_partner CHECK (partner != ''),
    CONSTRAINT fk_position_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_position_issue CHECK (issue != ''),
    CONSTRAINT ck_position_stance CHECK (stance >= -2 AND stance <= 2)
)
""",
    """
CREATE INDEX ix_position_crisis ON position (crisis)
""",
    """
CREATE INDEX ix_position_partner ON position (partner)
""",
    """
CREATE TABLE leverage (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    actor TEXT NOT NULL,
    partner TEXT NOT NULL,
    strength INTEGER,
    leverage_kind TEXT,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_leverage PRIMARY KEY (id),
    CONSTRAINT ck_leverage_id CHECK (id != ''),
    CONSTRAINT ck_leverage_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_leverage_actor CHECK (actor != ''),
    CONSTRAINT fk_leverage_actor FOREIGN KEY(actor) REFERENCES crisis_actor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_leverage_partner CHECK (partner != ''),
    CONSTRAINT fk_leverage_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_leverage_strength CHECK (strength >= 0 AND strength <= 3),
    CONSTRAINT ck_leverage_leverage_kind CHECK (leverage_kind IN ('aid', 'trade', 'security', 'history', 'personal'))
)
""",
    """
CREATE INDEX ix_leverage_actor ON leverage (actor)
""",
    """
CREATE INDEX ix_leverage_partner ON leverage (partner)
""",
    """
CREATE TABLE perception (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    actor TEXT NOT NULL,
    partner TEXT NOT NULL,
    score INTEGER,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_perception PRIMARY KEY (id),
    CONSTRAINT ck_perception_id CHECK (id != ''),
    CONSTRAINT ck_perception_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_perception_actor CHECK (actor != ''),
    CONSTRAINT fk_perception_actor FOREIGN KEY(actor) REFERENCES crisis_actor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_perception_partner CHECK (partner != ''),
    CONSTRAINT fk_perception_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_perception_score CHECK (score >= -2 AND score <= 2)
)
""",
    """
CREATE INDEX ix_perception_actor ON perception (actor)
""",
    """
CREATE INDEX ix_perception_partner ON perception (partner)
""",
    """
CREATE TABLE exercise (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    name TEXT NOT NULL,
    exercise_type TEXT,
    "plan" TEXT,
    objectives TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_exercise PRIMARY KEY (id),
    CONSTRAINT ck_exercise_id CHECK (id != ''),
    CONSTRAINT ck_exercise_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_exercise_name CHECK (name != ''),
    CONSTRAINT ck_exercise_exercise_type CHECK (exercise_type IN ('seminar', 'workshop', 'tabletop', 'matrix_game', 'stress_replay')),
    CONSTRAINT fk_exercise_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_exercise_plan ON exercise ("plan")
""",
    """
CREATE TABLE inject (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    exercise TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    due_text TEXT NOT NULL,
    due_date TEXT,
    due_day INTEGER,
    due_minute INTEGER,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    channel TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_inject PRIMARY KEY (id),
    CONSTRAINT ck_inject_id CHECK (id != ''),
    CONSTRAINT ck_inject_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_inject_exercise CHECK (exercise != ''),
    CONSTRAINT fk_inject_exercise FOREIGN KEY(exercise) REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_inject_title CHECK (title != ''),
    CONSTRAINT ck_inject_due_minute CHECK (due_minute >= 0 AND due_minute <= 1439)
)
""",
    """
CREATE INDEX ix_inject_exercise ON inject (exercise)
""",
    """
CREATE TABLE task (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    title TEXT NOT NULL,
    crisis TEXT,
    "plan" TEXT,
    phase TEXT,
    part_of TEXT,
    occasion TEXT NOT NULL,
    task_kind TEXT,
    status TEXT,
    urgency TEXT NOT NULL,
    from_day INTEGER,
    to_day INTEGER,
    lead_partner TEXT,
    supporting TEXT NOT NULL,
    owner TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    marking TEXT,
    CONSTRAINT pk_task PRIMARY KEY (id),
    CONSTRAINT ck_task_id CHECK (id != ''),
    CONSTRAINT ck_task_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_task_title CHECK (title != ''),
    CONSTRAINT fk_task_crisis FOREIGN KEY(crisis) REFERENCES crisis (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_task_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_task_phase FOREIGN KEY(phase) REFERENCES phase (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_task_part_of FOREIGN KEY(part_of) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_task_task_kind CHECK (task_kind IN ('minimum_preparedness', 'advanced_preparedness', 'execution')),
    CONSTRAINT ck_task_status CHECK (status IN ('open', 'under_way', 'done', 'dropped')),
    CONSTRAINT fk_task_lead_partner FOREIGN KEY(lead_partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE INDEX ix_task_crisis ON task (crisis)
""",
    """
CREATE INDEX ix_task_lead_partner ON task (lead_partner)
""",
    """
CREATE INDEX ix_task_part_of ON task (part_of)
""",
    """
CREATE INDEX ix_task_phase ON task (phase)
""",
    """
CREATE INDEX ix_task_plan ON task ("plan")
""",
    """
CREATE TABLE capability_request (
    id TEXT NOT NULL,
    retired INTEGER NOT NULL,
    partner TEXT NOT NULL,
    type TEXT NOT NULL,
    requirement TEXT,
    "plan" TEXT,
    quantity REAL,
    quantity_basis TEXT,
    place TEXT,
    needed_from TEXT,
    needed_to TEXT,
    text TEXT NOT NULL,
    state TEXT,
    asked_on TEXT,
    asked_by TEXT NOT NULL,
    answer_by TEXT,
    answered_on TEXT,
    answer TEXT NOT NULL,
    offer TEXT,
    closed INTEGER NOT NULL,
    marking TEXT,
    CONSTRAINT pk_capability_request PRIMARY KEY (id),
    CONSTRAINT ck_capability_request_id CHECK (id != ''),
    CONSTRAINT ck_capability_request_retired CHECK (retired IN (0, 1)),
    CONSTRAINT ck_capability_request_partner CHECK (partner != ''),
    CONSTRAINT fk_capability_request_partner FOREIGN KEY(partner) REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_capability_request_type CHECK (type != ''),
    CONSTRAINT fk_capability_request_type FOREIGN KEY(type) REFERENCES capability_type (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_capability_request_requirement FOREIGN KEY(requirement) REFERENCES requirement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_capability_request_plan FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_capability_request_quantity CHECK (quantity >= 0),
    CONSTRAINT fk_capability_request_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_capability_request_state CHECK (state IN ('requested', 'acknowledged', 'offered', 'declined', 'cancelled')),
    CONSTRAINT fk_capability_request_offer FOREIGN KEY(offer) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_capability_request_closed CHECK (closed IN (0, 1))
)
""",
    """
CREATE INDEX ix_capability_request_offer ON capability_request (offer)
""",
    """
CREATE INDEX ix_capability_request_partner ON capability_request (partner)
""",
    """
CREATE INDEX ix_capability_request_place ON capability_request (place)
""",
    """
CREATE INDEX ix_capability_request_plan ON capability_request ("plan")
""",
    """
CREATE INDEX ix_capability_request_requirement ON capability_request (requirement)
""",
    """
CREATE INDEX ix_capability_request_type ON capability_request (type)
""",
    """
CREATE TABLE new_trigger (
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
    task TEXT,
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
    CONSTRAINT fk_trigger_task FOREIGN KEY(task) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_trigger_basis CHECK (basis IN ('measured', 'sourced', 'standard', 'assumption'))
)
""",
    """
INSERT INTO new_trigger (id, retired, crisis, name, sustained_days, quiet_days, lead_time, lead_time_basis, leads_to, decision_point, task, leads_to_text, basis, source, marking)
SELECT id, retired, crisis, name, sustained_days, quiet_days, lead_time, lead_time_basis, leads_to, decision_point, NULL, leads_to_text, basis, source, marking FROM "trigger"
""",
    """
DROP TABLE "trigger"
""",
    """
ALTER TABLE new_trigger RENAME TO "trigger"
""",
    """
CREATE INDEX ix_trigger_crisis ON "trigger" (crisis)
""",
    """
CREATE INDEX ix_trigger_decision_point ON "trigger" (decision_point)
""",
    """
CREATE INDEX ix_trigger_task ON "trigger" (task)
""",
)


def upgrade(op: Operations) -> None:
    """Take the step."""
    for statement in STATEMENTS:
        op.execute(statement)
