"""The questions of the reply form, and when replies are taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from observatory import record
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.recruitment import queries
from observatory.recruitment.models import Recruitment, ReplyQuestion, Respondent
from observatory.recruitment.services.quotas import refuse_unlocked
from observatory.recruitment.services.replies.proposals import (
    propose_hints,
    propose_labels,
    propose_texts,
)
from sortition import proofs
from sortition.quotas import fold

LANGUAGES = ("es", "en", "fr")


class QuestionsUnfinished(RuleBroken):
    """Nobody answers a form that lacks words in their language."""

    code = "questions_unfinished"
    message = N_("Finish the questions first. Not finished: %(features)s.")


class QuestionsFixed(RuleBroken):
    """Everybody answers the same questions."""

    code = "questions_fixed"
    message = N_("Replies are already taken. The questions cannot change any more.")


class ClosesBeforeOpening(RuleBroken):
    """Replies need time."""

    code = "closes_before_opening"
    message = N_("Replies must close after they open.")


class ClosesInPast(RuleBroken):
    """A closing in the past would void what was answered since."""

    code = "closes_in_past"
    message = N_("Choose a closing time that is still to come.")


class ClosingFixed(RuleBroken):
    """The letters name the minute; it is moved only with a public reason."""

    code = "closing_fixed"
    message = N_("Replies have an opening and a closing time already. Move the closing instead.")


class NotOpened(RuleBroken):
    """What was never fixed cannot move."""

    code = "replies_not_opened"
    message = N_("Set the opening and the closing first.")


class ReasonForMoving(RuleBroken):
    """Whoever moves the closing tells the public why."""

    code = "reason_for_moving"
    message = N_("Write why the closing moves; everybody reads it.")


def propose_questions(recruitment: Recruitment) -> list[ReplyQuestion]:
    """Return a question for each feature of the quotas: as it was written, else as proposed.

    Proposed ones are not saved. An answer is there for each value, and for none besides.
    """
    written = {fold(own.feature): own for own in queries.list_questions(recruitment)}
    quotas = queries.list_quotas(recruitment)
    found = []
    for position, feature in enumerate(quotas.features):
        values = [quota.value for quota in quotas.of(feature)]
        own = written.get(fold(feature)) or ReplyQuestion(
            recruitment_id=recruitment.id,
            feature=feature,
            texts=propose_texts(feature),
            hints=propose_hints(feature),
            labels={value: propose_labels(feature, value, LANGUAGES) for value in values},
        )
        own.position = position
        own.labels = {value: own.labels.get(value, {}) for value in values}
        found.append(own)
    return found


def word_answers(
    questions: Sequence[ReplyQuestion], respondent: Respondent, language: str
) -> list[tuple[str, str]]:
    """Return (question, answer) of what is saved, in the words of a language."""
    found = []
    for own in questions:
        value = respondent.features.get(own.feature, "")
        words = own.labels.get(value, {}).get(language) or value
        found.append((own.texts.get(language) or own.feature, words))
    return found


def is_finished(question: ReplyQuestion) -> bool:
    """Tell whether question and answers have words in every language, no two answers the same."""
    labels = list(question.labels.values())
    for language in LANGUAGES:
        words = [fold(label.get(language, "")) for label in labels]
        if not question.texts.get(language) or not all(words) or len(set(words)) < len(words):
            return False
    return True


def set_question(
    question: ReplyQuestion,
    texts: Mapping[str, str],
    hints: Mapping[str, str],
    labels: Mapping[str, Mapping[str, str]],
) -> None:
    """Write a question's words; an unfinished one may be saved, but not opened."""
    recruitment = session.get_one(Recruitment, question.recruitment_id)
    if recruitment.replies_open_at:
        raise QuestionsFixed
    question.texts, question.hints = dict(texts), dict(hints)
    question.labels = {value: dict(words) for value, words in labels.items()}
    session.add(question)
    session.flush()


def open_replies(recruitment: Recruitment, opens_at: datetime, closes_at: datetime) -> None:
    """Fix the questions, and from when to when replies are taken; both enter the record."""
    refuse_unlocked(recruitment)
    if recruitment.replies_open_at:
        raise ClosingFixed
    questions = propose_questions(recruitment)
    if unfinished := [own.feature for own in questions if not is_finished(own)]:
        raise QuestionsUnfinished(features=", ".join(unfinished))
    if closes_at <= opens_at:
        raise ClosesBeforeOpening
    if closes_at <= now():
        raise ClosesInPast
    session.add_all(questions)
    recruitment.replies_open_at, recruitment.replies_close_at = opens_at, closes_at
    session.flush()
    content = {
        "recruitment": recruitment.id,
        "opens": as_text(opens_at),
        "closes": as_text(closes_at),
        "questions": proofs.sha256(proofs.canonical(as_content(questions))).hex(),
    }
    record.append("replies_opened", content, recruitment.body_id)


def move_closing(recruitment: Recruitment, closes_at: datetime, reason: str) -> None:
    """Move the closing; the record says from when to when, and why."""
    former = recruitment.replies_close_at
    if recruitment.replies_open_at is None or former is None:
        raise NotOpened
    if not reason.strip():
        raise ReasonForMoving
    if closes_at <= recruitment.replies_open_at:
        raise ClosesBeforeOpening
    if closes_at <= now():
        raise ClosesInPast
    recruitment.replies_close_at = closes_at
    session.flush()
    content = {
        "recruitment": recruitment.id,
        "from": as_text(former),
        "to": as_text(closes_at),
        "reason": proofs.nfc(reason.strip()),
    }
    record.append("closing_moved", content, recruitment.body_id)


def as_text(moment: datetime) -> str:
    """Return an instant as the record writes it: UTC, to the minute."""
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def as_content(questions: Sequence[ReplyQuestion]) -> list[dict[str, object]]:
    """Return the questions as their hash is taken: keys of canonical JSON are plain letters."""
    return [
        {
            "feature": proofs.nfc(own.feature),
            "texts": [[key, proofs.nfc(own.texts[key])] for key in LANGUAGES],
            "hints": [[key, proofs.nfc(own.hints.get(key, ""))] for key in LANGUAGES],
            "labels": [
                [proofs.nfc(value), *(proofs.nfc(words[key]) for key in LANGUAGES)]
                for value, words in own.labels.items()
            ],
        }
        for own in questions
    ]
