"""Who gets what at the pages of accounts."""

from .rows import Account, Row

#        GET  HEAD POST PUT  PATCH DEL  OPTIONS
FORM =  (200, 200, 200, 200, 405, 405, 200)  # the form again, because it was posted empty  # fmt: skip
PAGE =  (200, 200, 405, 405, 405, 405, 200)  # fmt: skip
AWAY_FROM_HERE = (302,) * 7  # to the sign-in page, or for whoever is signed in to the start
LETTER = "^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
ROWS: dict[str, Row] = {
    "accounts/login/": Account(FORM, AWAY_FROM_HERE),
    "accounts/signup/": Account(FORM, AWAY_FROM_HERE),
    "accounts/logout/": Account((302, 302, 302, 405, 405, 405, 200), (200, 200, 302, 405, 405, 405, 200)),
    "accounts/inactive/": Account(PAGE, PAGE),
    "accounts/reauthenticate/": Account(AWAY_FROM_HERE, FORM),
    "accounts/email/": Account(AWAY_FROM_HERE, (200, 200, 302, 302, 405, 405, 200)),
    "accounts/confirm-email/": Account(PAGE, PAGE),
    "^accounts/confirm-email/(?P<key>[-:\\w]+)/$": Account((200, 200, 404, 405, 405, 405, 200), (200, 200, 404, 405, 405, 405, 200)),
    "accounts/password/change/": Account(AWAY_FROM_HERE, FORM),
    "accounts/password/set/": Account(AWAY_FROM_HERE, AWAY_FROM_HERE),  # for accounts without a password, which we have none of
    "accounts/password/reset/": Account(FORM, FORM),
    "accounts/password/reset/done/": Account(PAGE, PAGE),
    LETTER: Account((200,) * 7, (200,) * 7),  # "this link is too old"
    "accounts/password/reset/key/done/": Account(PAGE, PAGE),
    "accounts/login/code/confirm/": Account(AWAY_FROM_HERE, AWAY_FROM_HERE),  # no codes are sent
}
EXAMPLES = {
    "(?P<uidb36>[0-9A-Za-z]+)": lambda world, piece: "1",
    "(?P<key>.+)": lambda world, piece: "a-b",
    "(?P<key>[-:\\w]+)": lambda world, piece: "key",
}
