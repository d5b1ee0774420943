"""The door of floor 2: open or make a council's database, and find its stores."""

from __future__ import annotations

from functools import cached_property

from db.connection import APPLICATION_ID, Actor, Connection, schema_version, spoken_errors
from db.driver import wal_is_safe
from db.place import StrPath, not_ours, require_file, require_local
from db.schema import SCHEMA_VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from db.advice import AdviceStore
    from db.announcements import AnnouncementStore
    from db.councils import CouncilStore
    from db.drafts import DraftStore
    from db.figures import FigureStore
    from db.files import FileStore
    from db.letters import LetterStore
    from db.meetings import MeetingStore
    from db.members import MemberStore
    from db.people import PeopleStore
    from db.requests import RequestStore
    from db.search import SearchStore
    from db.terms import TermStore
    from db.trail import TrailStore
    from db.views import ViewStore


class Store:
    """All of one database, opened for one person. Stores are made when they are first used."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def path(self) -> Path:
        """Where the database stands."""
        return self.connection.path

    @property
    def who(self) -> str:
        """The name under which changes are recorded."""
        return self.connection.actor.who

    @cached_property
    def councils(self) -> CouncilStore:
        """The councils in this file, their rules and their calendar."""
        from db.councils import CouncilStore

        return CouncilStore(self.connection)

    @cached_property
    def members(self) -> MemberStore:
        """People, seats, appointments and offices."""
        from db.members import MemberStore

        return MemberStore(self.connection)

    @cached_property
    def people(self) -> PeopleStore:
        """People without a seat, and forgetting them."""
        from db.people import PeopleStore

        return PeopleStore(self.connection)

    @cached_property
    def meetings(self) -> MeetingStore:
        """Meetings and series of them."""
        from db.meetings import MeetingStore

        return MeetingStore(self.connection, self.councils)

    @cached_property
    def terms(self) -> TermStore:
        """The ordinance and the calendar, with the clocks that follow them."""
        from db.terms import TermStore

        return TermStore(self.connection, self.councils)

    @cached_property
    def requests(self) -> RequestStore:
        """Advice requests, their steps and their clocks."""
        from db.requests import RequestStore

        return RequestStore(self.connection, self.councils)

    @cached_property
    def announcements(self) -> AnnouncementStore:
        """Coming policy that the municipality announced, and the requests it led to."""
        from db.announcements import AnnouncementStore

        return AnnouncementStore(self.connection, self.councils)

    @cached_property
    def figures(self) -> FigureStore:
        """What figures over requests are reckoned from."""
        from db.figures import FigureStore

        return FigureStore(self.connection)

    @cached_property
    def views(self) -> ViewStore:
        """How the user looks at the inbox: views by name, and what is new to them."""
        from db.views import ViewStore

        return ViewStore(self.connection)

    @cached_property
    def advice(self) -> AdviceStore:
        """Advice, its recommendations, and what was answered to them."""
        from db.advice import AdviceStore

        return AdviceStore(self.connection, self.councils, self.requests)

    @cached_property
    def letters(self) -> LetterStore:
        """The letters of the council as they were sent."""
        from db.letters import LetterStore

        return LetterStore(self.connection, self.requests, self.advice)

    @cached_property
    def files(self) -> FileStore:
        """Papers, kept by the hash of their content beside the database."""
        from db.files import FileStore

        return FileStore(self.connection)

    @cached_property
    def search(self) -> SearchStore:
        """Finding anything by its words."""
        from db.search import SearchStore

        return SearchStore(self.connection)

    @cached_property
    def trail(self) -> TrailStore:
        """The log, undo and redo."""
        from db.trail import TrailStore

        return TrailStore(self.connection)

    @cached_property
    def drafts(self) -> DraftStore:
        """What forms hold while somebody types."""
        from db.drafts import DraftStore

        return DraftStore(self.connection)

    def close(self) -> None:
        """Close the database."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def open_store(path: StrPath, actor: Actor) -> Store:
    """Open the database at `path`, upgrading an older one first.

    Raises `NotFound` when there is none, `Damaged` when it is not ours, newer than this
    program or on a network disk, `NotAllowed` without the right to write it.
    """
    require_file(path)
    require_local(path)
    connection = Connection(path, actor)
    try:
        with spoken_errors(path):
            version = schema_version(connection.raw)
            application = connection.raw.execute("PRAGMA application_id").fetchone()[0]
            if application != APPLICATION_ID:
                raise not_ours(path)
            if not wal_is_safe():
                connection.raw.execute("PRAGMA journal_mode = TRUNCATE")
        if version != SCHEMA_VERSION:
            from db.migrations import upgrade

            upgrade(connection.path)
    except BaseException:
        connection.close()
        raise
    return Store(connection)


def create_store(path: Path, actor: Actor) -> Store:
    """Make a new database at `path` and open it; refuse when there is one already."""
    from db.migrations import create

    require_local(path)
    create(path)
    return open_store(path, actor)
