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

# Second factor, sessions, profile, history, leaving, tokens. What is somebody's own is tried with somebody else's.
ASKED_AGAIN = Account(AWAY_FROM_HERE, AWAY_FROM_HERE)  # signed in too long ago: "is it you?" comes first
OURS_ASKED_AGAIN = Account((302, 302, 302, 405, 405, 405, 405), (302, 302, 302, 405, 405, 405, 405))
NOT_THERE = Account(AWAY_FROM_HERE, (404,) * 7)
ROWS |= {
    "accounts/2fa/": Account(AWAY_FROM_HERE, PAGE),
    "accounts/2fa/authenticate/": Account(AWAY_FROM_HERE, AWAY_FROM_HERE),  # only in the middle of a sign-in
    "accounts/2fa/reauthenticate/": ASKED_AGAIN,
    "accounts/2fa/recovery-codes/": Account(AWAY_FROM_HERE, (404, 404, 405, 405, 405, 405, 200)),
    "accounts/2fa/recovery-codes/download/": NOT_THERE,
    "accounts/2fa/recovery-codes/generate/": ASKED_AGAIN,
    "accounts/2fa/totp/activate/": ASKED_AGAIN,
    "accounts/2fa/totp/deactivate/": NOT_THERE,
    "accounts/2fa/webauthn/": Account(AWAY_FROM_HERE, PAGE),
    "accounts/2fa/webauthn/add/": ASKED_AGAIN,
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": ASKED_AGAIN,
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": ASKED_AGAIN,
    "accounts/2fa/webauthn/login/": Account((302, 302, 302, 302, 405, 405, 200), AWAY_FROM_HERE),
    "accounts/2fa/webauthn/reauthenticate/": ASKED_AGAIN,
    "accounts/sessions/": Account(AWAY_FROM_HERE, (200, 200, 302, 302, 405, 405, 200)),
    "accounts/profile/": Account((302, 302, 302, 405, 405, 405, 405), (200, 200, 400, 405, 405, 405, 405)),
    "accounts/history/": Account((302, 302, 405, 405, 405, 405, 405), (200, 200, 405, 405, 405, 405, 405)),
    "accounts/leaving/": OURS_ASKED_AGAIN,
    "accounts/leaving/undo/": Account((405, 405, 302, 405, 405, 405, 405), (405, 405, 302, 405, 405, 405, 405)),
    "accounts/tokens/": OURS_ASKED_AGAIN,
    "accounts/tokens/<int:token_id>/revocation/": Account((405, 405, 302, 405, 405, 405, 405), (405, 405, 404, 405, 405, 405, 405)),
}
EXAMPLES = {
    "(?P<uidb36>[0-9A-Za-z]+)": lambda world, piece: "1",
    "(?P<key>.+)": lambda world, piece: "a-b",
    "(?P<key>[-:\\w]+)": lambda world, piece: "key",
    "<int:token_id>": lambda world, piece: world.users["outsider"].access_tokens.get().pk,
    "keys/<int:pk>": lambda world, piece: f"keys/{world.users['outsider'].authenticator_set.get().pk}",
}
