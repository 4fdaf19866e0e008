"""Pages of the panel: its seats, and what happens when somebody cannot come."""

from observatory.panel.views import alternates, asking, seats, vacancies  # noqa: F401  (they register themselves)
