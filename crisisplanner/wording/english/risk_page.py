"""English words of the risk page."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.risk": "Risk",
    "action.risk.rate_next": "Rate the next unknown",
    "action.risk.agree": "Agree jointly",
    "action.risk.add_indicator": "Add indicator",
    "action.risk.share": "Write a file for a reader",
    "action.risk.receive": "Read an assessor's file",
    "risk.empty": "Nobody has rated this crisis yet",
    "risk.empty_why": (
        "All 14 risk factors are unknown, which is not the same as absent. Rate the first indicator,"
        " or read the file of an assessor."
    ),
    "risk.factors": "Risk factors",
    "risk.factor": "Risk factor",
    "risk.one_square_each": "Indicators, one square each",
    "risk.squares": "Indicators",
    "risk.keys": (
        "Up and down walk over factors, left and right over indicators."
        " 1 unknown, 2 absent, 3 emerging, 4 present, 5 acute."
    ),
    "risk.n_in_state": ("{n:number} {state}", "{n:number} {state}"),
    "risk.factor_spoken": "Factor {number:number}: {title}. Indicators: {counts}. Trend: {trend}.",
    "risk.factor_far_apart": (
        "Factor {number:number}: {title}. Indicators: {counts}. Trend: {trend}."
        " The assessors are more than one step apart."
    ),
    "risk.factor_title": "Factor {number:number}: {title}",
    "risk.trend_unknown": "unknown",
    "risk.not_rated_yet": "not rated yet",
    "risk.square": "{state}: {text}",
    "risk.rated_so_far": "Rated so far",
    "risk.n_of": "{n:number} of {of:number}",
    "risk.indicators": "indicators",
    "risk.no_total": "Unknown is not absent. No total is shown below 60\u00a0% rated.",
    "risk.total": (
        "Present or acute: {least:percent} to {most:percent} of all indicators,"
        " as the unknown ones turn out."
    ),
    "risk.summary": "Rated so far: {n:number} of {of:number} indicators. {note}",
    "risk.assessors_are": "Assessors: {names}",
    "risk.over_one_step": "over one step apart",
    "risk.groups": "9, 10 genocide · 11, 12 crimes against humanity · 13, 14 war crimes",
    "risk.picture": "Picture",
    "risk.joint": "All assessors",
    "risk.agreed_version": "Agreed on {on}",
    "risk.place": "Indicator {number:number} of {of:number}",
    "risk.own_words": "Our wording, to be checked against the published framework.",
    "risk.sourced_words": "Paraphrase of the published indicator.",
    "risk.state_button": "{key}  {state}",
    "risk.rate_as": "Rate as {state}",
    "risk.previous": "Previous indicator",
    "risk.next": "Next indicator",
    "risk.not_said": "not said",
    "risk.months": ("{n:number} month", "{n:number} months"),
    "risk.add_evidence": "Add evidence",
    "risk.rate_first": "Rate the indicator first, then say on what it rests.",
    "risk.evidence": "On what your rating rests",
    "risk.n_evidence": ("{n:number} piece", "{n:number} pieces"),
    "risk.no_evidence": "No evidence is tied to your rating.",
    "risk.graded": "{grade} · {source}",
    "risk.not_graded": "not graded",
    "risk.rests_on": "Rests on {title}, {graded}",
    "risk.others": "What others say",
    "risk.says": "{name}: {state}",
    "risk.agreed_on": "Agreed by {name}: {state}",
    "risk.dissents": "{name} dissents: {state}",
    "risk.challenge": "Challenge: {text}",
    "risk.challenged_by": "Challenge by {name}",
    "risk.challenge_this": "Challenge",
    "risk.challenge_of": "Challenge the rating of {name}",
    "risk.challenge_it": "Attach the challenge",
    "risk.new_indicator": "New indicator",
    "risk.say_something": "Write something first.",
    "risk.overall": "Overall judgement",
    "risk.horizon": "Within",
    "risk.matrix": "Likelihood by impact",
    "risk.likelihood": "Likelihood",
    "risk.impact": "Impact",
    "risk.judged_by": "{assessor}: {likelihood:number} × {impact:number}, {band}",
    "risk.nobody_judged": "Nobody has judged likelihood and impact yet. Click a cell.",
    "risk.cell": "Likelihood {likelihood:number} × impact {impact:number}: {band}",
    "risk.band.low": "low risk",
    "risk.band.medium": "medium risk",
    "risk.band.high": "high risk",
    "risk.far_apart": (
        "The assessors are more than one step apart, {steps:number1} steps on average.",
        "The assessors are more than one step apart, {steps:number1} steps on average.",
    ),
    "risk.near": (
        "The assessors are {steps:number1} steps apart on average.",
        "The assessors are {steps:number1} steps apart on average.",
    ),
    "risk.all_rated": "Every indicator is rated.",
    "risk.nothing_to_share": "There is no assessment yet.",
    "risk.too_few_to_agree": "To agree takes the assessments of at least two people.",
    "risk.agree_about": (
        "Records an agreed version from the assessments of {names}: the middle state of each"
        " indicator, and who dissents from it."
    ),
    "risk.dissent_of_mine": "Your dissent from the whole, if any",
    "risk.agree_now": "Record the agreed version",
    "risk.agreed_said": "The agreed version is recorded, with every dissent.",
    "risk.share_about": (
        "The file holds only what this reader may see by its marking. Give the name as it stands in"
        " the markings."
    ),
    "risk.reader": "Reader",
    "risk.choose_file": "Choose where it goes",
    "risk.files": "Assessments (*.json)",
    "risk.shared": (
        "Wrote {n:number} rating to {file}; withheld from this reader: {withheld:number}.",
        "Wrote {n:number} ratings to {file}; withheld from this reader: {withheld:number}.",
    ),
    "risk.received": "Took in the assessment of {name}.",
}
