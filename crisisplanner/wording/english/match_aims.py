"""English words for the aims of a match, in the planner's order, and for plans matched together."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "action.plan.aims": "Aims",
    "match_aims.title": "Aims of the match",
    "match_aims.why": (
        "Coverage comes first. Tick what else counts, and put it in your order: each aim is improved as"
        " far as it goes while those before it lose no more than the tolerance."
    ),
    "match_aims.first": "1. Weighted coverage",
    "match_aims.always": "always first",
    "match_aims.numbered": "{number:number}. {aim}",
    "match_aims.cost": "Low cost",
    "match_aims.fairness": "Fair shares: no partner far above its share by GDP",
    "match_aims.changes": "Few changes to the plan that stands",
    "match_aims.partners": "Few partners for each requirement",
    "match_aims.robustness": "Robust: most coverage left if one partner drops out",
    "match_aims.why_not.fairness": "Not possible: no partner has a GDP entered to measure its share by.",
    "match_aims.why_not.changes": (
        "Not possible yet: nothing is planned that could stay as it is. Match first."
    ),
    "match_aims.why_not.robustness": (
        "Not possible: a requirement counts only beside another capability, which this aim can't weigh."
    ),
    "match_aims.up": "{aim}: earlier",
    "match_aims.down": "{aim}: later",
    "match_aims.tolerance": "Tolerance, per cent of what was reached",
    "match_aims.tolerance_hint": "How much of an aim that was reached may be lost for the next one.",
    "match_aims.fault": "This is not a share from 0 to 50 per cent. Enter one as 0.5.",
    "match_aims.keep": "Keep",
    "match_aims.keep_and_match": "Keep and match",
    "match_aims.kept_alone": "The next match aims at coverage alone.",
    "match_aims.kept": "The next match aims at coverage, then {aims}, with {tolerance:percent1} tolerance.",
    "match_aims.then": ", then ",
    "match_aims.strip": (
        "Matched for coverage, then {aims}; each may lose up to {tolerance:percent1} for the next."
    ),
    "match_aims.running": "Then: {aims}.",
    "match_page.best_together": "best beside the others {share:percent1}",
    "match_page.figure.coverage.together": (
        "Weighted coverage {share:percent}, matched together with other plans: at most {bound:percent1}"
        " is possible unless one of them is covered less."
    ),
    "match_page.running_together": (
        "Matching with {plans}: this plan is covered to {own:percent1} so far, all plans together to"
        " {best:percent1}, at most {more:percent1} better exists for all together. Nothing is stored"
        " until the match ends."
    ),
    "match_page.together_so_far": (
        "Matching {plans:number} plans: all together {coverage:percent1} so far, at most"
        " {missing:percent1} better exists"
    ),
    "match_page.finished_together": (
        "Match finished. This plan is covered to {own:percent1}, all plans together to {value:percent1},"
        " proven within {gap:percent1} of the best possible for all."
    ),
    "match_page.stopped_together": (
        "Stopped. The best so far was kept: this plan is covered to {own:percent1}, all plans together to"
        " {value:percent1}, at most {bound:percent1} is possible for all."
    ),
    "match_page.alternatives.running": "What else could serve, and its price, is told when the match ends.",
}
