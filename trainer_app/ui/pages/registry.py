"""All pages of the window; each is imported and made when it is first visited."""

from trainer_app.ui.page import PageEntry

PAGES: tuple[PageEntry, ...] = ()
