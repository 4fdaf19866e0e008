"""The content of a statement: everything a page shows of an evaluation, as canonical JSON.

Texts of criteria are {language: text}; what the panel wrote is in the language it was written in.
Nothing in it belongs to a person: arguments and grades have no seat.
"""

from typing import Any

from observatory.ballots import queries as ballots
from observatory.ballots.rules import Tally
from observatory.bodies.models import Body
from observatory.database import session
from observatory.deliberation.models import Evidence, File
from observatory.deliberation.queries import arguments_by_side
from observatory.evaluation import queries, rules
from observatory.evaluation.models import Finding, Recommendation
from observatory.formats import day_of
from sortition import proofs

FORMAT = "observatory-statement-1"


def compose(file: File) -> dict[str, Any]:
    """Return a file's statement as it stands, without its digest.

    Before the vote is closed it has no tallies ("tally": null) and no "ballot".
    """
    body = session.get_one(Body, file.body_id)
    statement = queries.find_statement(file)
    content = {
        "format": FORMAT,
        "body": {"slug": body.slug, "name": body.name, "city": body.city, "seats": body.seats},
        "file": _file(file),
        "process": statement.process if statement else "",
        "criteria": compose_criteria(file),
        "findings": [_finding(file, one) for one in queries.list_findings(file)],
        "recommendations": [_recommendation(one) for one in queries.list_recommendations(file)],
        "reasons_for": _reasons(file, "for"),
        "reasons_against": _reasons(file, "against"),
        "not_established": statement.not_established if statement else "",
        "evidence": [_evidence(one) for one in file.evidence],
        "ballot": _ballot(file),
    }
    return _normal(content)


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a statement's canonical JSON, without its digest."""
    bare = {key: value for key, value in content.items() if key != "digest"}
    return proofs.sha256(proofs.canonical(bare)).hex()


def _normal(value: Any) -> Any:
    """Return the content with every text in the form that canonical JSON asks for."""
    if isinstance(value, str):
        return proofs.nfc(value)
    if isinstance(value, dict):
        return {key: _normal(item) for key, item in value.items()}
    return [_normal(item) for item in value] if isinstance(value, list) else value


def _file(file: File) -> dict[str, Any]:
    return {
        "number": file.number,
        "title": file.title,
        "policy": file.policy,
        "asked_by": file.asked_by,
        "question": file.question,
        "opened_on": day_of(file.opened_at).isoformat(),
    }


def compose_criteria(file: File) -> dict[str, Any] | None:
    """Return the set with its graded criteria: five counts, worst first, and the rest apart."""
    chosen = queries.find_criteria(file)
    if chosen is None:
        return None
    counts = queries.grade_counts(file)
    return {
        "set": chosen.key,
        "version": chosen.version,
        "source": chosen.source,
        "title": dict(chosen.title),
        "grades": [dict(grade.name) for grade in chosen.grades],
        "cannot_tell": dict(chosen.cannot_tell),
        "graders": queries.count_graders(file),
        "criteria": [
            {
                "key": one.key,
                "name": dict(one.name),
                "question": dict(one.question),
                **sum_up(counts.get(one.key, [0] * (rules.GRADES + 1))),
            }
            for one in chosen.criteria
        ],
    }


def sum_up(counts: list[int]) -> dict[str, Any]:
    """Return a criterion's counts with median (1 to 5), consensus in thousandths, its name."""
    given = counts[: rules.GRADES]
    figure = rules.consensus(given)
    return {
        "counts": given,
        "cannot_tell": counts[rules.GRADES],
        "median": rules.median_grade(given),
        "consensus": figure,
        "agreement": rules.agreement(figure),
    }


def _finding(file: File, finding: Finding) -> dict[str, Any]:
    evidence = queries.evidence_by_id(file)[finding.evidence_id]
    return {
        "number": finding.number,
        "text": finding.text,
        "evidence": evidence.number,
        "tally": show_tally(queries.find_tally(finding)),
    }


def _recommendation(recommendation: Recommendation) -> dict[str, Any]:
    return {
        "number": recommendation.number,
        "text": recommendation.text,
        "owner": recommendation.owner,
        "tally": show_tally(queries.find_tally(recommendation)),
    }


def show_tally(tally: Tally | None) -> dict[str, Any] | None:
    """Return what is public of a result: with fewer than ten voters only its outcome."""
    if tally is None:
        return None
    counted = {"votes_for": tally.votes_for, "votes_against": tally.votes_against}
    return {
        "kind": tally.kind,
        "votes": tally.votes,
        "quorum": tally.quorum,
        "threshold": tally.threshold,
        "strong_threshold": tally.strong_threshold,
        "has_quorum": tally.has_quorum,
        "is_adopted": tally.is_adopted,
        "is_strong": tally.is_strong,
        "is_withheld": tally.is_withheld,
        "counts": {} if tally.is_withheld else tally.counts,
        "needed": None if tally.is_withheld else tally.needed,
        **(dict.fromkeys(counted) if tally.is_withheld else counted),
    }


def _reasons(file: File, side: str) -> list[dict[str, Any]]:
    return [
        {
            "text": argument.text,
            "evidence": argument.evidence.number if argument.evidence else None,
        }
        for argument in arguments_by_side(file)[side]
    ]


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "number": evidence.number,
        "title": evidence.title,
        "author": evidence.author,
        "origin": evidence.origin,
        "dated_on": evidence.dated_on.isoformat(),
        "link": evidence.link,
        "interest": evidence.interest,
        "summary": evidence.summary,
    }


def _ballot(file: File) -> dict[str, Any] | None:
    ballot = queries.find_ballot(file)
    if ballot is None or ballot.closed_at is None:
        return None
    return {
        "number": ballot.id,
        "roll": ballots.count_roll(ballot),
        "votes": ballots.turnout(ballot),
        "quorum": ballot.quorum,
        "slips_root": ballot.slips_root,
        "closed_on": day_of(ballot.closed_at).isoformat(),
    }
