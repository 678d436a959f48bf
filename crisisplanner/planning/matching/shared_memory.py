"""An instance in memory that processes share: its arrays once for all, the rest copied.

Arrays leave the pickle as buffers (protocol 5) and lie side by side in one block.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from multiprocessing.shared_memory import SharedMemory
from typing import cast

from crisisplanner.planning.matching.instance import Instance

ALIGNED = 64


@dataclass(frozen=True)
class SharedInstance:
    """Say where an instance lies: name of the block, places of the buffers, the rest pickled."""

    name: str
    places: tuple[tuple[int, int], ...]
    rest: bytes


def share(instance: Instance) -> tuple[SharedMemory, SharedInstance]:
    """Put an instance into shared memory; close and unlink the block when all are done."""
    buffers: list[pickle.PickleBuffer] = []
    # A fresh copy holds no cached values, some of which can't be pickled.
    rest = pickle.dumps(replace(instance), protocol=5, buffer_callback=buffers.append)
    raw = [buffer.raw() for buffer in buffers]
    places: list[tuple[int, int]] = []
    size = 0
    for view in raw:
        places.append((size, view.nbytes))
        size += (view.nbytes + ALIGNED - 1) // ALIGNED * ALIGNED
    block = SharedMemory(create=True, size=max(size, 1))
    memory = _memory(block)
    for (first, length), view in zip(places, raw, strict=True):
        memory[first : first + length] = view
    return block, SharedInstance(block.name, tuple(places), rest)


def attach(shared: SharedInstance) -> tuple[SharedMemory, Instance]:
    """Open an instance in another process; keep the block open as long as it is used."""
    block = SharedMemory(shared.name)
    view = _memory(block).toreadonly()
    buffers = [view[first : first + length] for first, length in shared.places]
    return block, cast(Instance, pickle.loads(shared.rest, buffers=buffers))  # noqa: S301 - our own


def _memory(block: SharedMemory) -> memoryview:
    memory = block.buf
    if memory is None:
        raise ValueError("Expected an open block of shared memory, got a closed one")
    return memory
