"""Pytest plugins of this project; `tests/conftest.py` loads them."""
