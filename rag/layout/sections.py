"""Where a document's blocks stand: the titles above, the place in a site that a line tells, and bylines below it."""

from __future__ import annotations

DEEPEST = 6  # level of titles that `#` marks; what lies deeper divides a page


class Sections:
    """The path of the section that is being read, from the outermost title in; a document's own title is no part of it.

    A place in a site is finer than the titles above it and stands instead of them, until a title that lies no deeper than
    the last of them. Bylines below a title or place say more of the same, one line of another.
    """

    def __init__(self) -> None:
        self._titles: list[tuple[int, tuple[str, ...]]] = []
        self._place: tuple[str, ...] = ()
        self._depth = 0  # of the title above the place
        self._bylines: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The names above what is read now."""
        return (*self._page, *self._bylines)

    @property
    def _page(self) -> tuple[str, ...]:
        above = self._depth if self._place else 1
        return (*self._place, *(name for level, names in self._titles if level > above for name in names))

    def title(self, level: int, names: tuple[str, ...]) -> None:
        """A title of a level begins; several names where it tells its place by arrows."""
        self._titles = [t for t in self._titles if t[0] < level] + [(level, names)]
        if level <= self._depth:
            self._place = ()
        self._bylines = ()

    def place(self, names: tuple[str, ...]) -> None:
        """A line tells the page's own place in its site."""
        above = (level for level, _ in self._titles if level <= DEEPEST)
        depth = self._depth if self._place else max(above, default=0)
        self._titles = [t for t in self._titles if t[0] <= depth]
        self._place, self._depth, self._bylines = names, depth, ()

    def byline(self, words: str, more: bool) -> None:
        """A line says of whom or when what follows tells; with `more`, so did the line above it."""
        self._bylines = (*(self._bylines if more else ()), words)
