"""Settings: the only module that reads the environment."""

import os
import secrets
from pathlib import Path


def _data_dir() -> Path:
    """Return the folder for databases, uploads and keys, made on first use."""
    folder = Path(os.environ.get("DATA_DIR", "instance")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _secret_key(folder: Path) -> str:
    """Return SECRET_KEY, or the key kept beside the data so that a restart keeps sign-ins."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = folder / "secret-key"
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()


class Config:
    """What a running installation uses; each value can be set in the environment."""

    DATA_DIR = str(_data_dir())
    SECRET_KEY = _secret_key(Path(DATA_DIR))
    DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR}/observatory.db")
    # Where people find us: printed on letters, and in their QR codes.
    PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    MAIL_URL = os.environ.get("MAIL_URL", f"folder://{DATA_DIR}/mail")  # see observatory/mail.py
    MAIL_FROM = os.environ.get("MAIL_FROM", "observatory@localhost")
    ADMIN_MAIL = os.environ.get("ADMIN_MAIL", MAIL_FROM)  # who hears of alarms
    # Browsers accept __Host- cookies over HTTPS only; on loopback the plain name is used.
    IS_HTTPS = PUBLIC_URL.startswith("https://")
    SESSION_COOKIE_NAME = "__Host-observatory" if IS_HTTPS else "observatory"
    SESSION_COOKIE_SECURE = IS_HTTPS
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    PERMANENT_SESSION_LIFETIME = 12 * 3600
    WTF_CSRF_TIME_LIMIT = None  # a form left open overnight still saves; the session bounds it
    MAX_CONTENT_LENGTH = 256 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 1024 * 1024
    LANGUAGES = ("es", "en", "fr")
    TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Madrid")  # where a day begins and ends
    JOBS_IMMEDIATE = False
    SOURCE_URL = os.environ.get("SOURCE_URL", "")  # where this installation's source is offered
    IS_DEMO = os.environ.get("DEMO", "") == "1"
