"""English help and answers of the command line."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "cli.description": (
        "Plan, match, check and print contingency plans for mass atrocities and the crises "
        "around them. Without a command the window opens; give a workspace to open it there."
    ),
    "cli.example": (
        "The whole way in five lines:\n"
        "  crisisplanner new bunia.crisis --case bunia-2003\n"
        "  crisisplanner import bunia.crisis offers.xlsx --as offers --dry-run\n"
        "  crisisplanner match bunia.crisis\n"
        "  crisisplanner verify bunia.crisis\n"
        "  crisisplanner export bunia.crisis --out plan.pdf\n\n"
        "Exit codes: 0 done; 1 done, but something was found; 2 bad input, nothing written;\n"
        "3 stopped by a limit, best result written; 4 refused; 70 our fault, with a report file."
    ),
    "cli.version": "CrisisPlanner {version}",
    "cli.usage": "The command was not understood: {problem}.\n{usage}",
    "cli.problem.missing": "expected also {names}",
    "cli.problem.unknown": "there is nothing called {found} here",
    "cli.problem.ambiguous": "{found} can be short for {names}; write more of it",
    "cli.problem.no_value": "expected a value after {name}",
    "cli.problem.no_choice": "there is no command {found}",
    "cli.problem.value_unused": "expected no value after {name}, got {found}",
    "cli.problem.other": "its words don't fit together",
    "cli.not_a_number": "Expected --{option} to be {expected}, got {found}.",
    "cli.number.whole": "a whole number",
    "cli.number.any": "a number",
    "cli.help.usage": "Usage: ",
    "cli.help.commands": "Commands",
    "cli.help.arguments": "Arguments",
    "cli.help.options": "Options",
    "cli.option.help": "show this help",
    "cli.no_display": (
        "There is no display here, so no window can open. The same work is done by commands: see "
        "'crisisplanner --help', or try 'crisisplanner demo'."
    ),
    "cli.cancelled": "Stopped. Nothing was changed.",
    "cli.author_unknown": (
        "Expected the name of who edits: the user of this machine has none. Give it with --author NAME."
    ),
    "cli.option_not_here": "Expected --{option} only beside {where}. Leave it out here.",
    "cli.where.workspace": "a workspace",
    "cli.where.plan": "--document plan",
    "cli.where.tables": "--tables",
    "cli.our_fault": (
        "The program failed, and that is our fault. What was stored before is kept. "
        "A report without your data is in {report}."
    ),
    "cli.unknown_choice": "Expected --{option} to be one of {known:or}, got {found}.",
    "cli.option.json": "write the result as JSON on standard output",
    "cli.option.author": "who edits, for the journal (default: the user of this machine)",
    "cli.option.quiet": "write only what was found wrong",
    "cli.option.verbose": "say more",
    "cli.option.version": "show the version",
    "cli.option.workspace": "workspace file, ends in .crisis",
    "cli.option.plan": "plan by id, number or title; may be left out when there is one",
    "cli.option.plans": (
        "plan by id, number or title; may be left out when there is one; give it again for each plan "
        "that competes for the same offers"
    ),
    "cli.match.of_plan": "Plan: {title}",
    "cli.option.plan_or_result": "plan of the workspace; with --tables the result file to check",
    "cli.option.case": "start from a built-in case (see 'crisisplanner cases')",
    "cli.option.file": "CSV, XLSX or ODS file",
    "cli.option.as": (
        "what the rows are: partners, offers, requirements, contributions, activities, events, "
        "indicators, crises, response-plans, capacity, deployments, memberships, vetoes, calendar, "
        "airfields, runways, aliases, scenarios, needs, tasks, injects, fulfilments or "
        "commitments"
    ),
    "cli.option.country": "country of rows that name none, such as MOZ (activities, events)",
    "cli.option.as_of": "day as of which the list holds, such as 2021-06-30 (memberships)",
    "cli.option.sheet": "sheet of the workbook (default: the only one that is not empty)",
    "cli.option.mapping": "JSON file that says which column is which field",
    "cli.option.date_order": "order of day, month and year where a column leaves it open",
    "cli.option.dry_run": "show what would be written, write nothing",
    "cli.option.skip_bad": "leave out the rows that can't be taken instead of stopping",
    "cli.option.tables": "folder with offers.csv, requirements.csv and the optional tables",
    "cli.option.out": "where to write result.json; --tables needs it",
    "cli.option.gap": "stop within this share of the best possible plan (default 0.0001)",
    "cli.option.time_limit": "stop after this many seconds and keep the best plan",
    "cli.option.work": (
        "stop after about this many iterations of the solver (simplex steps, all together): the same N gives "
        "the same plan on every machine, as a limit in seconds does not"
    ),
    "cli.option.seed": "seed of the random choices (default 0)",
    "cli.option.aims": (
        "aims in their order, from coverage, cost, fairness, changes, partners, robustness; coverage "
        "always comes first, named or not"
    ),
    "cli.option.tolerance": "share of a reached aim that a later aim may cost",
    "cli.option.keep": "result.json of the plan to stay close to; the aim 'changes' on tables needs it",
    "cli.option.document": (
        "which document: plan as PDF (default); partners, offers, requirements, activities as CSV, "
        "XLSX or ODS; "
        "calendar (what is watched) or plan-dates (the dates of a plan) as iCalendar"
    ),
    "cli.option.reader": "partner the document is for; refused until a later version can withhold what that partner may not have",
    "cli.option.paper": "A4 or Letter (default: A4)",
    "cli.option.language": "language of the document (default: en)",
    "cli.option.out_pdf": "where to write it; for tables the end of the name says how: .csv, .xlsx or .ods (.hxl before it adds HXL tags)",
    "cli.option.check_document": "also check this printed PDF against the workspace",
    "cli.option.demo_out": "folder to write the example into (default: demo)",
    "cli.option.demo_window": "open the example in the window",
    "cli.new.help": "create a workspace",
    "cli.new.description": (
        "Create a workspace with the catalogue of capabilities, institutions and planning factors; "
        "with --case also a built-in historical case. An existing file is never replaced."
    ),
    "cli.new.example": "example:\n  crisisplanner new bunia.crisis --case bunia-2003",
    "cli.new.done": "Created {path} ({name}).",
    "cli.cases.help": "list the built-in cases",
    "cli.cases.description": "List the historical cases that a workspace can start from.",
    "cli.cases.example": "example:\n  crisisplanner cases",
    "cli.cases.id": "Case",
    "cli.cases.title": "Title",
    "cli.cases.teaser": "What it shows",
    "cli.import.help": "take in partners, offers, requirements or contributions from a sheet",
    "cli.import.description": (
        "Read a CSV, XLSX or ODS file with a header row. All faults are listed at once by sheet, row and "
        "column; nothing is written while there are any, unless --skip-bad is given. A sheet of offers "
        "needs a column of quantities; an offer whose quantity is empty is taken with its quantity not known, and is planned only once one is entered. Where "
        "--skip-bad left rows out, the exit code is 1."
    ),
    "cli.import.example": (
        "example:\n  crisisplanner import bunia.crisis offers.xlsx --as offers --dry-run"
    ),
    "cli.import.head.column": "Column",
    "cli.import.head.header": "Header",
    "cli.import.head.field": "Taken as",
    "cli.import.counts": "{parts}.",
    "cli.import.left_out": (
        "{n:number} left out: {why} (row {row:raw}).",
        "{n:number} left out: {why} (the first in row {row:raw}).",
    ),
    "cli.import.total": "Sum of {field}: {figure}.",
    "cli.import.refused": (
        "{n:number} fault. Nothing was written. Mend it and import the file again.",
        "{n:number} faults. Nothing was written. Mend them and import the file again.",
    ),
    "cli.import.could_skip": (
        "{n:number} fault. Nothing was written. Mend it, or give --skip-bad to leave the bad row out.",
        "{n:number} faults. Nothing was written. Mend them, or give --skip-bad to leave the bad rows out.",
    ),
    "cli.import.say_date_order": (
        "Say the order of day, month and year with --date-order DMY, --date-order MDY or"
        " --date-order YMD."
    ),
    "cli.import.dry_run": "Only tried: nothing was written.",
    "cli.import.done": "Written to {path} as one step.",
    "cli.import.nothing_new": "All of it is known already; nothing was written.",
    "import.workspace_changed": (
        "The workspace changed since {file} was read. Nothing was written. Read the file again."
    ),
    "cli.match.help": "find the best plan and prove how good it is",
    "cli.match.description": (
        "Match the offers of a workspace to a plan's requirements and adopt the result, or match "
        "tables of a folder and write result.json. Ctrl+C stops and keeps the best plan so far (exit "
        "code 3, as at a limit); a second Ctrl+C, or one before there is a plan, gives up and writes "
        "nothing."
    ),
    "cli.match.example": (
        "examples:\n"
        "  crisisplanner match bunia.crisis\n"
        "  crisisplanner match --tables tables/ --out result.json --gap 0.01 --time-limit 60\n"
        "\nColumns of the tables in DIR, * where there must be one; days count from D, texts in a list\n"
        "are separated by semicolons; only offers.csv and requirements.csv have to be there:\n"
        "  offers.csv         id*, partner*, type*, quantity*, divisible, available_from, available_to,\n"
        "                     decision_days, notice_days, transit_days, setup_days, max_stay_days,\n"
        "                     lift_t, mobilisation_cost, daily_cost, needs, excludes, group, probability\n"
        "  requirements.csv   id*, crisis*, type*, quantity*, from_day*, to_day*, weight, minimum_share,\n"
        "                     prerequisites, needs, single_lead, min_partners, max_partners\n"
        "  substitutes.csv    required_type*, offered_type*, effectiveness*\n"
        "  conditions.csv     id*, from_day*, to_day*\n"
        "  commitments.csv    offer*, quantity*, from_day*, to_day*\n"
        "  pairs.csv          offer*, requirement*, usable_day, effectiveness, unit_cost, only\n"
        "  lift.csv           partner*, from_day*, to_day*, tonnes*\n"
        "  budgets.csv        scope*, amount*\n"
        "  shares.csv         partner*, cap*\n"
        "  incompatible.csv   partner_a*, partner_b*\n"
        "  locks.csv          offer*, requirement*, quantity*, from_day, to_day\n"
        "  forbidden.csv      offer*, requirement*\n"
        "  partners.csv       partner*, capacity*: for the aim “fairness” a row for every partner that offers\n"
        "\nThe result has status, coverage, bound, gap and cost; the allocations; of each requirement its\n"
        "coverage and why the rest is open; of each partner its cost and units, those on the spot on the\n"
        "day of most; warnings; and from what and how it was made."
    ),
    "cli.match.done_for_aims": (
        "Weighted coverage {coverage:percent1}. {allocations} from {partners}."
    ),
    "cli.match.done": (
        "Weighted coverage {coverage:percent1}, best possible {bound:percent1} "
        "(within {gap:percent2}). {allocations} from {partners}."
    ),
    "cli.match.allocations": ("{n:number} allocation", "{n:number} allocations"),
    "cli.match.partners": ("{n:number} partner", "{n:number} partners"),
    "cli.match.done_tried": (
        "Weighted coverage {coverage:percent1}, at most {bound:percent1} with the start days tried "
        "(within {gap:percent2}). {allocations} from {partners}."
    ),
    "cli.match.stopped": "Stopped by the limit; the best plan found so far was kept.",
    "cli.match.stopped_as_asked": "Stopped as asked; the best plan found so far was kept.",
    "cli.match.stopped_by_loss": "Ended early; the best plan found so far was kept.",
    "cli.match.stopping": (
        "Stopping; the best plan so far is kept. Ctrl+C once more gives up at once, and keeps nothing."
    ),
    "cli.match.nothing_required": "This plan has no requirements, so nothing was matched for it.",
    "cli.match.written": "Result written to {path}.",
    "cli.match.adopted": "Adopted as one step; undo takes it back.",
    "cli.match.kept_better": (
        "Not adopted: the plan that stands covers {coverage:percent1}, more than this run found."
    ),
    "cli.match.one_source": "Expected either a workspace or --tables, got {found}.",
    "cli.found.both": "both",
    "cli.found.neither": "neither",
    "cli.verify.result_needed": "Expected --plan FILE, the result.json to check, beside --tables.",
    "coverage.covered": "covered",
    "coverage.partly": "partly",
    "coverage.open": "open",
    "cli.match.out_needed": "Expected --out FILE beside --tables.",
    "cli.match.keep_needed": (
        "Expected --keep FILE beside the aim changes: the result.json of the plan to stay close to."
    ),
    "cli.match.keep_unused": "Expected --keep only beside the aim changes. Leave it out, or add the aim.",
    "cli.match.coverage_first": (
        "Expected coverage before every other aim, found it after {found}: it always comes first, and"
        " need not be named."
    ),
    "cli.match.unknown_aim": "Expected aims from {known:or}, got {found}.",
    "cli.match.head.requirement": "Requirement",
    "cli.match.head.needed": "Needed",
    "cli.match.head.days": "Days",
    "cli.match.head.coverage": "Coverage",
    "cli.match.head.status": "Status",
    "cli.match.why_open": "Not covered, and the first reason:",
    "cli.match.first_reason": "  {title}: {reason}",
    "cli.verify.help": "check a plan with the independent checker",
    "cli.verify.description": (
        "Check the adopted plan of a workspace, or a result.json against its tables, with a checker "
        "that shares no code with the engine. Each broken rule is a line, and each figure of the file "
        "that the checker counts otherwise: coverage, gap, cost, what each requirement lacks, what each "
        "partner costs and sends. No check of one plan can prove a bound; it must not be below the "
        "coverage, nor above 100 %, and must agree with gap and status. Reasons are not checked."
    ),
    "cli.verify.example": (
        "examples:\n"
        "  crisisplanner verify bunia.crisis\n"
        "  crisisplanner verify --tables tables/ --plan result.json"
    ),
    "cli.verify.accepted": (
        "Accepted: no rule is broken. Weighted coverage {coverage:percent1}, cost {cost}."
    ),
    "cli.verify.misstated": (
        (
            "No rule is broken, but a figure of the file is wrong. Weighted coverage {coverage:percent1},"
            " cost {cost}."
        ),
        (
            "No rule is broken, but {n:number} figures of the file are wrong. Weighted coverage"
            " {coverage:percent1}, cost {cost}."
        ),
    ),
    "cli.verify.broken": (
        "{n:number} rule is broken. Weighted coverage {coverage:percent1}.",
        "{n:number} rules are broken. Weighted coverage {coverage:percent1}.",
    ),
    "cli.export.help": "print a plan to PDF, or write a table or dates to a file",
    "cli.export.description": (
        "Print the contingency plan of a workspace to a PDF. The same content printed twice gives "
        "identical bytes; an unfinished file never replaces a good one. Tables of partners, offers, "
        "requirements and activities import again as they were."
    ),
    "cli.export.example": (
        "examples:\n"
        "  crisisplanner export bunia.crisis --out plan.pdf --paper A4\n"
        "  crisisplanner export bunia.crisis --plan-version 2 --out plan-v2.pdf\n"
        "  crisisplanner export bunia.crisis --document offers --out offers.xlsx\n"
        "  crisisplanner export bunia.crisis --document plan-dates --out plan.ics"
    ),
    "cli.option.plan_version": (
        "print a named version of the plan as it was, by its number or name (default: as it is now)"
    ),
    "cli.export.done": "Wrote {path}.",
    "cli.export.without_day": (
        "Left out {n:number} date that has no day on the calendar.",
        "Left out {n:number} dates that have no day on the calendar.",
    ),
    "cli.derive.help": "derive a plan's requirements from the people to serve",
    "cli.derive.description": (
        "Derive the requirements of a plan from its scenario's caseload by the planning factors, "
        "each with its sum. Derived again, what changed is changed; what a person changed stays."
    ),
    "cli.derive.example": (
        'example:\n  crisisplanner derive bunia.crisis --scenario "Flight from the town" --dry-run'
    ),
    "cli.option.scenario": "the scenario whose plan is meant, by id or name",
    "cli.derive.which_plan": "Expected one plan of the scenario {scenario}; it has {plans}. Say --plan.",
    "cli.derive.outcome": "{effect}: {title}: {sum}",
    "cli.derive.effect.added": "new",
    "cli.derive.effect.changed": "changed",
    "cli.derive.effect.restated": "the same, by another sum",
    "cli.derive.effect.removed": "removed",
    "cli.derive.effect.same": "the same",
    "cli.derive.effect.overridden": "kept as a person changed it",
    "cli.derive.effect.in_use": "kept, as something refers to it",
    "cli.derive.skipped": "nothing by {name}: {reason}",
    "cli.derive.dry_run": "Nothing was written: this is what would be.",
    "cli.derive.done": "Derived. Undo in the window takes it back as one step.",
    "cli.derive.nothing_new": "Nothing is new.",
    "cli.check.help": "look for faults in a workspace",
    "cli.check.description": (
        "Check the file's integrity, its references, the journal against the tables and every "
        "entity. Exit code 1 if anything is found."
    ),
    "cli.check.example": "example:\n  crisisplanner check bunia.crisis",
    "cli.check.clean": "{path}: nothing wrong was found.",
    "cli.demo.help": "do the whole main job on the built-in example",
    "cli.demo.description": (
        "Create the case Bunia 2003 anew in a folder, match it, print the plan to PDF and sum it up. "
        "Run again, it replaces only what it made itself."
    ),
    "cli.demo.example": "example:\n  crisisplanner demo --out demo",
    "cli.demo.made": "Workspace: {workspace}\nPlan as PDF: {document}",
    "cli.demo.no_folder": "Could not make the folder {path:raw}: {reason:raw}. Choose another with --out.",
    "cli.demo.edited": (
        "{path:raw} was edited since this command made it, so it stays as it is. Choose another folder with "
        "--out, or delete that file to begin anew."
    ),
    "cli.demo.not_ours": (
        "{path} was not made by this command, so it stays as it is. Choose another folder with --out."
    ),
}
