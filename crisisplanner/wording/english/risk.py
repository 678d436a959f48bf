"""English sentences of assessing risk: steps of the journal and refusals."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "journal.indicator_rated": "Rated “{indicator}” as {state}",
    "journal.risk_judged": "Judged likelihood and impact of {crisis}",
    "journal.indicator_added": "Added an indicator to “{factor}”",
    "journal.evidence_added": "Added evidence {title}",
    "journal.evidence_tied": "Tied evidence {title} to a rating",
    "journal.rating_challenged": "Challenged the rating of “{indicator}”",
    "journal.assessment_agreed": "Recorded an agreed assessment of {crisis}",
    "journal.assessment_received": "Took in the assessment of {assessor} from {file}",
    "assessing.too_few_to_agree": (
        "To agree takes two assessors, and there is {n:number}. Ask a second one for a file.",
        "To agree takes two assessors, and there are {n:number}. Ask a second one for a file.",
    ),
    "assessing.no_such_assessor": "Expected an assessor among {known:or}, got {found}.",
    "assessing.withheld": (
        "The assessment of {assessor} may not be shown to {reader}."
        " Change its marking first, if that is meant."
    ),
    "assessing.not_an_assessment": "{file}: expected an assessment written by this program, {reason}.",
    "assessing.file_too_large": "{file}: expected at most {limit_mb} MB.",
    "assessing.reason_not_json": "found no JSON text in UTF-8",
    "assessing.reason_other_format": "found another kind of file",
    "assessing.reason_broken": "found a part that can't be read: {found}",
    "assessing.own_is_newer": (
        "The assessment in {file} is your own. It was not taken, so that nothing of yours is lost."
    ),
}
