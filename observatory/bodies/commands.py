"""flask bodies: found an observatory and give its staff their roles."""

import click
from flask.cli import AppGroup

from observatory import codes
from observatory.accounts.queries import find_by_email
from observatory.accounts.services import create_account
from observatory.bodies import queries, services
from observatory.bodies.rules import ROLES
from observatory.database import session
from observatory.errors import ObservatoryError

commands = AppGroup("bodies", help="Found an observatory and give its staff their roles.")


@commands.command("create")
@click.argument("slug")
@click.argument("name")
@click.option("--city", required=True)
@click.option("--seats", type=click.IntRange(min=3), required=True)
def create(slug: str, name: str, city: str, seats: int) -> None:
    """Found an observatory NAME whose pages stand below /SLUG/."""
    try:
        services.found_body(slug, name, city, seats)
    except ObservatoryError as error:
        raise click.ClickException(error.sentence()) from error
    session.commit()
    click.echo(f"Founded {name}.")


@commands.command("staff")
@click.argument("slug")
@click.argument("email")
@click.argument("roles", nargs=-1, required=True, type=click.Choice(ROLES))
@click.option("--name", default="", help="As colleagues see it; the address without it.")
def staff(slug: str, email: str, roles: tuple[str, ...], name: str) -> None:
    """Give EMAIL roles in an observatory; a new account's password is shown this once."""
    try:
        body = queries.get_body(slug)
    except ObservatoryError as error:
        raise click.ClickException(f"There is no observatory “{slug}”.") from error
    account = find_by_email(email)
    if account is None:
        password = codes.show(codes.new(20))
        account = create_account(name or email, email, password)
        click.echo(f"Password of {email}: {password}")
    for role in roles:
        if not queries.has_role(account, body, role):
            services.give_role(body, account, role)
    session.commit()
    click.echo(f"{email} is now: {', '.join(roles)}")
