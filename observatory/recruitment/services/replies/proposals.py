"""Questions proposed for the features of the quotas, in every language, for a clerk to correct."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sortition.quotas import fold

FILE = Path(__file__).resolve().parents[2] / "presets" / "questions.toml"
RANGE = re.compile(r"([0-9]{1,3})\s*[-–]\s*([0-9]{1,3})")
FROM = re.compile(r"([0-9]{1,3})\s*\+")
RANGES = {"es": "De {} a {} años", "en": "{} to {} years", "fr": "De {} à {} ans"}
FROMS = {"es": "{} años o más", "en": "{} years or older", "fr": "{} ans ou plus"}
AGE = "edad"


@cache
def _presets() -> Mapping[str, dict[str, Any]]:
    """Return the proposals by each folded name of a feature."""
    features = tomllib.loads(FILE.read_text(encoding="utf-8"))["feature"]
    return {fold(name): feature for feature in features for name in feature["names"]}


def propose_texts(feature: str) -> dict[str, str]:
    """Return {language: question}; nothing for a feature that is not known."""
    return dict(_presets().get(fold(feature), {}).get("texts", {}))


def propose_hints(feature: str) -> dict[str, str]:
    """Return {language: hint}; nothing for a feature that is not known."""
    return dict(_presets().get(fold(feature), {}).get("hints", {}))


def propose_labels(feature: str, value: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Return {language: answer}: a known one, an age in words, or the value itself."""
    preset = _presets().get(fold(feature), {})
    known = {fold(own): texts for own, texts in preset.get("labels", {}).items()}
    found: Mapping[str, str] = known.get(fold(value), {})
    is_age = AGE in preset.get("names", ())
    return {own: found.get(own) or (_age(value, own) if is_age else value) for own in languages}


def _age(value: str, language: str) -> str:
    for pattern, texts in ((RANGE, RANGES), (FROM, FROMS)):
        match = pattern.fullmatch(value.strip())
        if match and language in texts:
            return texts[language].format(*match.groups())
    return value
