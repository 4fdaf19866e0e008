"""The application that gunicorn and the flask command load."""

from config import Config
from observatory import create_app

app = create_app(Config)
