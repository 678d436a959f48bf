"""Kept results outside the journal: runs of the engine and snapshots of plans.

Runs are kept by the hash of their input and can be computed again; snapshots by the hash of their
content, which is how a version proves what it was.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from crisisplanner.domain.errors import bad_input
from crisisplanner.storage.rows import moment_to_cell
from crisisplanner.storage.tables import workspace_tables


def keep_run(connection: Connection, input_hash: str, result: str, made_at: datetime) -> None:
    """Keep the result of a run, in place of an older one of the same input."""
    table = workspace_tables().run
    connection.execute(delete(table).where(table.c.input_hash == input_hash))
    connection.execute(
        insert(table),
        {"input_hash": input_hash, "result": result, "made_at": moment_to_cell(made_at)},
    )


def find_run(connection: Connection, input_hash: str) -> str | None:
    """Read the result of a run; None if there is none."""
    table = workspace_tables().run
    return connection.execute(
        select(table.c.result).where(table.c.input_hash == input_hash)
    ).scalar_one_or_none()


def keep_snapshot(connection: Connection, digest: str, content: str) -> None:
    """Keep a snapshot by the SHA-256 of its content; the same one is kept once."""
    found = sha256(content.encode()).hexdigest()
    if found != digest:
        raise bad_input("storage.snapshot_hash", expected=digest, found=found)
    if find_snapshot(connection, digest) is None:
        table = workspace_tables().snapshot
        connection.execute(insert(table), {"sha256": digest, "content": content})


def find_snapshot(connection: Connection, digest: str) -> str | None:
    """Read a snapshot; None if there is none."""
    table = workspace_tables().snapshot
    return connection.execute(
        select(table.c.content).where(table.c.sha256 == digest)
    ).scalar_one_or_none()
