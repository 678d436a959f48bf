"""The solver, HiGHS, behind one small class; the only module that imports it.

Every status is checked, the console is silent, and one thread is set once, so that the same model
gives the same answer. Work is counted in simplex iterations, which do not depend on the clock; during a
search in whole numbers, where HiGHS does not tell them, in the moments at which it asks whether to go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from crisisplanner.planning.matching.model.linear import LinearModel
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray

FEASIBILITY = 1e-7
NO_BOUND = 1e20
ANY_NUMBER = 2**31 - 1
LARGEST_WORTH = 1024.0
LEAST_SECONDS = 0.01
WORK_PER_QUESTION = 60.0
ImprovedSolution = Callable[[FloatArray, float], None]


class SolverError(RuntimeError):
    """Tell that the solver did what it should never do; a fault of the program, not of the input."""


@dataclass(frozen=True)
class SolveLimits:
    """Say when to stop: relative gap, work (iterations), nodes, when ``should_stop`` says
    so, after the ``seconds_left`` when a solve begins (heard more often than ``should_stop``), or
    with a solution as good as ``target``, which counts as proven. Within the gap it goes on until
    ``least_work`` is done: easy models are solved to the end."""

    gap: float = 1e-4
    work: float = np.inf
    max_nodes: int | None = None
    should_stop: Callable[[], bool] | None = None
    seconds_left: Callable[[], float] | None = None
    target: float = np.inf
    least_work: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """Hold how a solve ended: the best solution (None without one), its value and the bound.

    ``is_infeasible`` means proven to have no solution; ``is_proven`` that the gap was reached.
    """

    solution: FloatArray | None
    value: float
    bound: float
    work: float
    is_infeasible: bool
    is_proven: bool


def solver_name() -> str:
    """Name the solver with its version."""
    from importlib.metadata import version

    return f"HiGHS {version('highspy')}"


class Highs:
    """Solve one model, again if need be after changes of its bounds or objective."""

    def __init__(self, model: LinearModel, objective: FloatArray, seed: int = 0) -> None:
        import highspy

        api: Any = highspy
        self._highspy = api
        self._solver = api.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", seed),
            ("mip_feasibility_tolerance", FEASIBILITY),
            ("primal_feasibility_tolerance", FEASIBILITY),
            ("mip_abs_gap", 1e-9),
        ):
            self._check(self._solver.setOptionValue(name, value))
        self._scale = _scale_of(objective)
        self._n_columns = model.n_columns
        self._is_integer = model.integers()
        self._has_start = False
        self._check(self._solver.passModel(self._lp(model, objective)))

    def _lp(self, model: LinearModel, objective: FloatArray) -> Any:
        highspy = self._highspy
        lp = highspy.HighsLp()
        matrix = model.assembled()
        lp.num_col_, lp.num_row_ = model.n_columns, model.n_rows
        lp.col_cost_ = objective * self._scale
        lp.col_lower_, lp.col_upper_ = model.column_bounds()
        lp.row_lower_, lp.row_upper_ = model.row_bounds()
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = matrix.first
        lp.a_matrix_.index_ = matrix.column
        lp.a_matrix_.value_ = matrix.value
        lp.sense_ = highspy.ObjSense.kMaximize
        if self._has_integers:
            lp.integrality_ = self._kinds(model.integers())
        return lp

    @property
    def _has_integers(self) -> bool:
        return bool(self._is_integer.any())

    def _kinds(self, is_integer: BoolArray) -> list[Any]:
        kinds = self._highspy.HighsVarType.kContinuous, self._highspy.HighsVarType.kInteger
        return [kinds[one] for one in is_integer.tolist()]

    def _check(self, status: Any) -> None:
        if status == self._highspy.HighsStatus.kError:
            raise SolverError("HiGHS refused a call")

    def set_objective(self, objective: FloatArray) -> None:
        """Replace the objective to be maximised."""
        self._scale = _scale_of(objective)
        every = np.arange(self._n_columns, dtype=np.int32)
        self._check(self._solver.changeColsCost(self._n_columns, every, objective * self._scale))

    def add_row(self, lower: float, upper: float, values: FloatArray) -> None:
        """Add one row."""
        columns = np.flatnonzero(values).astype(np.int32)
        self._check(self._solver.addRow(lower, upper, len(columns), columns, values[columns]))

    def add_rows(self, rows: LinearModel) -> None:
        """Add the rows of a model with the same columns."""
        matrix = rows.assembled()
        lower, upper = rows.row_bounds()
        first, column = matrix.first[:-1].astype(np.int32), matrix.column.astype(np.int32)
        entries = len(column), first, column, matrix.value
        self._check(self._solver.addRows(rows.n_rows, lower, upper, *entries))

    def relax(self, columns: IntArray | None = None) -> None:
        """Let some columns be continuous from now on; all by default."""
        if columns is None:
            columns = np.arange(self._n_columns, dtype=np.int64)
        self._change_kinds(columns, np.zeros(len(columns), dtype=np.bool_))

    def restrict(self, columns: IntArray) -> None:
        """Let some columns be integer from now on."""
        self._change_kinds(columns, np.ones(len(columns), dtype=np.bool_))

    def _change_kinds(self, columns: IntArray, is_integer: BoolArray) -> None:
        numbers = np.asarray(columns, dtype=np.int32)
        kinds = np.array(self._kinds(is_integer))
        self._check(self._solver.changeColsIntegrality(len(numbers), numbers, kinds))
        self._is_integer[columns] = is_integer

    def start_from(self, columns: IntArray, values: FloatArray) -> None:
        """Begin from a solution of which some columns are known."""
        numbers = np.asarray(columns, dtype=np.int32)
        self._has_start = True
        self._check(self._solver.setSolution(len(numbers), numbers, values))

    def solve(self, limits: SolveLimits, improved: ImprovedSolution | None = None) -> Outcome:
        """Solve until a limit; ``improved`` gets every better solution and the bound."""
        solver = self._solver
        gap = limits.gap if not limits.least_work else 0.0
        self._check(solver.setOptionValue("mip_rel_gap", gap))
        self._check(solver.setOptionValue("objective_target", limits.target * self._scale))
        nodes = ANY_NUMBER if limits.max_nodes is None else limits.max_nodes
        self._check(solver.setOptionValue("mip_max_nodes", nodes))
        seconds = (
            np.inf if limits.seconds_left is None else max(limits.seconds_left(), LEAST_SECONDS)
        )
        self._check(solver.setOptionValue("time_limit", seconds))
        watch = _Watch(limits, improved, self._scale, has_start=self._has_start)
        if self._has_integers:
            solver.cbMipInterrupt.subscribe(watch.interrupt)
            solver.cbMipImprovingSolution.subscribe(watch.improving)
        else:
            solver.cbSimplexInterrupt.subscribe(watch.simplex_interrupt)
        try:
            self._check(solver.run())
        finally:
            solver.clearCallbacks()
        return self._outcome(watch, limits.gap)

    def _outcome(self, watch: _Watch, gap: float) -> Outcome:
        status = self._solver.getModelStatus()
        kinds = self._highspy.HighsModelStatus
        info = self._solver.getInfo()
        work = float(max(info.simplex_iteration_count, 0))
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return Outcome(None, -np.inf, -np.inf, work, is_infeasible=True, is_proven=True)
        if status in (kinds.kSolveError, kinds.kModelError, kinds.kLoadError, kinds.kNotset):
            raise SolverError(f"HiGHS ended with {status}")
        found = self._solver.getSolution()
        has_solution = (
            info.primal_solution_status == self._highspy.SolutionStatus.kSolutionStatusFeasible
        )
        solution = np.array(found.col_value, dtype=np.float64) if has_solution else None
        value = float(info.objective_function_value) / self._scale if has_solution else -np.inf
        bound = float(info.mip_dual_bound) / self._scale if self._has_integers else value
        is_proven = status in (kinds.kOptimal, kinds.kModelEmpty, kinds.kObjectiveTarget)
        is_proven |= self._has_integers and has_solution and _is_within(gap, value, bound)
        if not self._has_integers and not is_proven:
            bound = np.inf
        if status == kinds.kModelEmpty:
            solution, value, bound = np.zeros(self._n_columns), 0.0, 0.0
        return Outcome(
            solution, value, bound, max(work, watch.work), is_infeasible=False, is_proven=is_proven
        )

    def row_prices(self) -> FloatArray:
        """Give the dual value of every row after an LP solve (≥ 0 for ≤ rows that bind)."""
        return np.array(self._solver.getSolution().row_dual, dtype=np.float64) / self._scale

    def reduced_values(self) -> FloatArray:
        """Give the reduced objective of every column after an LP solve."""
        return np.array(self._solver.getSolution().col_dual, dtype=np.float64) / self._scale


def _scale_of(objective: FloatArray) -> float:
    """Give a power of two that lifts small objectives well above the solver's tolerances.

    In large problems a unit's day is worth 1e-7 of all, which the solver would take for nothing.
    """
    largest = float(np.abs(objective).max(initial=0.0))
    if not 0.0 < largest < LARGEST_WORTH:
        return 1.0
    return float(2.0 ** np.floor(np.log2(LARGEST_WORTH / largest)))


def _is_within(gap: float, value: float, bound: float) -> bool:
    """Tell whether a value is within a relative gap of its bound, as HiGHS counts it."""
    return abs(bound) < NO_BOUND and abs(bound - value) <= gap * abs(value)


class _Watch:
    """Listen to a running solve: count its work, pass on solutions, stop it."""

    def __init__(
        self,
        limits: SolveLimits,
        improved: ImprovedSolution | None,
        scale: float,
        *,
        has_start: bool,
    ) -> None:
        self._limits = limits
        self._scale = scale
        self._improved = improved
        self._is_completed = not has_start
        self._had_bound = False
        self.work = 0.0

    def interrupt(self, event: Any) -> None:
        """Stop if the work is used up or someone asked for it.

        Iterations are not told here; there were 59 and 177 a question in two searches of HiGHS 1.15.
        """
        self.work += WORK_PER_QUESTION
        limits, found = self._limits, event.data_out
        is_enough = 0.0 < limits.least_work <= self.work and _is_within(
            limits.gap, float(found.mip_primal_bound), float(found.mip_dual_bound)
        )
        event.interrupt(is_enough or self._is_over())

    def simplex_interrupt(self, event: Any) -> None:
        """Stop a linear program likewise."""
        self.work = max(self.work, float(event.data_out.simplex_iteration_count))
        event.interrupt(self._is_over())

    def _is_over(self) -> bool:
        asked = self._limits.should_stop is not None and self._limits.should_stop()
        return asked or self.work >= self._limits.work

    def improving(self, event: Any) -> None:
        """Pass on a better solution with the bound at that time.

        Before the real search the solver completes the start in a problem of its own; bounds of that
        mean nothing here. Both begin without a bound, so the real one is known for certain only when
        a bound was there and is gone again.
        """
        bound = float(event.data_out.mip_dual_bound)
        is_known = abs(bound) < NO_BOUND
        self._is_completed |= self._had_bound and not is_known
        self._had_bound |= is_known
        if self._improved is not None:
            solution = np.array(event.data_out.mip_solution, dtype=np.float64)
            is_true = is_known and self._is_completed
            self._improved(solution, bound / self._scale if is_true else np.inf)
