"""The textbook model, a variable for each pair and day, in PuLP with CBC: a rival, for small sizes.

It knows types, windows, units, travel, lift, budgets and minimum shares; what it leaves out only makes
it easier. Needs the extra ``bench`` (PuLP).
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import os
import signal
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from benchmarks.instances import SIZES, InstanceSize, generate
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.instance import Instance, make_instance
from crisisplanner.planning.matching.usage import LiftTable


@dataclass(frozen=True)
class DailyResult:
    """Hold what the textbook model came to; no value where nothing was found."""

    n_columns: int | None
    value: float | None


def solve_daily(size: InstanceSize, seed: int, seconds: float) -> DailyResult | None:
    """Solve in a process that is ended when its time for building and solving is over.

    None where PuLP is not installed.
    """
    if importlib.util.find_spec("pulp") is None:
        return None
    command = [sys.executable, "-m", "benchmarks.daily_model", size.name, str(seed), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        written, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return DailyResult(None, None)
    n_columns, value = written.split()
    return DailyResult(int(n_columns), None if value == "-" else float(value))


def main() -> None:
    """Solve one generated problem and print columns and value."""
    size = next(size for size in SIZES if size.name == sys.argv[1])
    instance = make_instance(canonical(generate(size, int(sys.argv[2]))))
    daily = _Daily(importlib.import_module("pulp"), instance)
    result = daily.solve(float(sys.argv[3]))
    print(result.n_columns, "-" if result.value is None else result.value)


class _Daily:
    """One model: x units of a pair on a day, s that start, z days that count."""

    def __init__(self, pulp: Any, instance: Instance) -> None:
        self._pulp = pulp
        self._instance = instance
        self._model = pulp.LpProblem("daily", pulp.LpMaximize)
        self._present: dict[tuple[int, int], Any] = {}
        self._starting: dict[tuple[int, int], Any] = {}
        self._ending: dict[tuple[int, int], Any] = {}

    def solve(self, seconds: float) -> DailyResult:
        """Fill the model and run CBC on it."""
        self._add_units()
        self._add_offers()
        self._add_lift_and_money()
        self._add_levels()
        pulp = self._pulp
        status = self._model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, gapRel=0.01))
        found = status == pulp.LpStatusOptimal and self._model.sol_status in (1, 2)
        value = float(pulp.value(self._model.objective) or 0.0) if found else None
        return DailyResult(len(self._model.variables()), value)

    def _add_units(self) -> None:
        pulp, instance = self._pulp, self._instance
        for p in range(instance.n_pairs):
            most = float(instance.capacity[instance.offer[p]].max())
            for first, last in instance.windows_of(p):
                before: Any = 0
                for t in range(first, last):
                    x = pulp.LpVariable(f"x_{p}_{t}", 0, most, "Integer")
                    s = pulp.LpVariable(f"s_{p}_{t}", 0, most)
                    e = pulp.LpVariable(f"e_{p}_{t}", 0, most)
                    self._model += x - before == s - e
                    self._present[p, t], self._starting[p, t], self._ending[p, t] = x, s, e
                    before = x

    def _add_offers(self) -> None:
        pulp, instance = self._pulp, self._instance
        away: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (p, t), x in self._present.items():
            offer = int(instance.offer[p])
            away[offer, t].append(x)
            for d in range(t - int(instance.lead_days[p]), t):
                away[offer, d].append(self._starting[p, t])
            for d in range(t, t + int(instance.return_days[p])):
                away[offer, d].append(self._ending[p, t])
        for (offer, day), terms in away.items():
            place = max(day - instance.first_day, 0)
            self._model += pulp.lpSum(terms) <= float(instance.capacity[offer, place])

    def _add_lift_and_money(self) -> None:
        pulp, instance = self._pulp, self._instance
        lift = LiftTable(instance)
        leaving: dict[tuple[int, int], list[Any]] = defaultdict(list)
        spent: list[Any] = []
        for (p, t), s in self._starting.items():
            offer = int(instance.offer[p])
            day = max(t - int(instance.lead_days[p]), instance.first_day)
            week = day // 7 - lift.first_week
            leaving[int(instance.partner[offer]), week].append(float(instance.lift_t[offer]) * s)
            spent.append(float(instance.mobilisation_cost[offer]) * s)
            spent.append(float(instance.daily_cost[offer]) * self._present[p, t])
        drawn: dict[int, list[Any]] = defaultdict(list)
        for (partner, week), terms in leaving.items():
            if lift.is_limited:
                draw = pulp.LpVariable(f"g_{partner}_{week}", 0)
                self._model += pulp.lpSum(terms) - draw <= float(lift.own[partner, week])
                drawn[week].append(draw)
        for week, draws in drawn.items():
            self._model += pulp.lpSum(draws) <= float(lift.pool[week])
        for budget in instance.problem.budgets:
            if budget.scope == "plan":
                self._model += pulp.lpSum(spent) <= budget.amount

    def _add_levels(self) -> None:
        pulp, instance = self._pulp, self._instance
        levels: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (p, t), x in self._present.items():
            levels[int(instance.requirement[p]), t].append(float(instance.effectiveness[p]) * x)
        worth = []
        for (r, t), terms in levels.items():
            quantity = float(instance.quantity[r])
            u = pulp.LpVariable(f"u_{r}_{t}", 0, quantity)
            self._model += u <= pulp.lpSum(terms)
            share = float(instance.minimum_share[r])
            if share > 0:
                z = pulp.LpVariable(f"z_{r}_{t}", 0, 1, "Integer")
                self._model += u <= quantity * z
                self._model += pulp.lpSum(terms) >= math.ceil(share * quantity) * z
            worth.append(float(instance.day_worth[r]) * u)
        self._model += pulp.lpSum(worth)


if __name__ == "__main__":
    main()
