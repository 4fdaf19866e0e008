"""What the lottery's browser tests share."""

from tests import factories


def sign_in(page, email):
    page.goto("/en/sign-in/staff")
    page.fill("[name=email]", email)
    page.fill("[name=password]", factories.PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)
