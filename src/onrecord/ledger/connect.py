"""Opening the store: the lock of the one writer, the settings that make a commit durable, the schema version."""

from __future__ import annotations

import errno
import fcntl
import os
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw

from onrecord.errors import LedgerError
from onrecord.ledger.schema import APPLICATION_ID, MIGRATIONS, Migration

STORE = "ledger.sqlite"
LOCK = "ledger.lock"
BUSY_MS = 5_000
CACHE_KIB = 32 * 1024
# SQLite 3.7.0 to 3.51.2 can corrupt a WAL file that two connections reset at once; 3.52.0 was withdrawn.
OLDEST_SQLITE = 3_051_003
WITHDRAWN_SQLITE = 3_052_000


def check_sqlite(version: int) -> None:
    """Raise LedgerError if this SQLite (3051003 is 3.51.3) cannot be trusted with a ledger."""
    if version < OLDEST_SQLITE or version == WITHDRAWN_SQLITE:
        seen = f"{version // 1_000_000}.{version // 1_000 % 1_000}.{version % 1_000}"
        raise LedgerError(
            f"SQLite {seen} can damage a ledger while it is read and written at once; 3.51.3 or later (not "
            f"3.52.0) is needed: pip install --upgrade apsw"
        )


@dataclass(slots=True, eq=False, weakref_slot=True)
class Lock:
    """The lock file held by the one writer. The system lets go of it when the process ends, however it ends."""

    descriptor: int | None

    def close(self) -> None:
        """Let the next writer in. Closing twice does nothing."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None


def _let_go_in_children(held: Lock) -> None:
    """A forked worker that outlives a killed writer must not keep the lock."""
    reference = weakref.ref(held)

    def let_go() -> None:
        inherited = reference()
        if inherited is not None:
            inherited.close()

    os.register_at_fork(after_in_child=let_go)


def lock(root: Path, *, create: bool, wait_s: float = BUSY_MS / 1_000) -> Lock:
    """Become the one writer of the ledger at `root`. Raises LedgerError after waiting `wait_s` for another."""
    _check_folder(root, create=create)
    with disk_errors(root):
        descriptor = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    deadline = time.monotonic() + wait_s
    while not _try_lock(descriptor):
        if time.monotonic() >= deadline:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(descriptor)
            raise LedgerError(
                f"ledger {root} is being written by another program (process {holder}), also after {wait_s:g} s; "
                f"wait until it is done and run again: nothing was changed"
            )
        time.sleep(0.02)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
    held = Lock(descriptor)
    _let_go_in_children(held)
    return held


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _check_folder(root: Path, *, create: bool) -> None:
    """Make the folder, or say why it cannot be a ledger."""
    if root.exists() and not root.is_dir():
        raise LedgerError(f"{root} is a file; a ledger is a folder: give another path")
    if (root / STORE).exists():
        return
    if not create:
        raise LedgerError(f"there is no ledger at {root}; make one with: onrecord run PATH… --ledger {root}")
    if root.exists() and any(entry.name != LOCK and not _is_ours(entry) for entry in root.iterdir()):
        raise LedgerError(f"{root} holds other files and no ledger; give an empty or a new folder")
    with disk_errors(root):
        (root / "blobs").mkdir(parents=True, exist_ok=True)
        (root / "segments").mkdir(exist_ok=True)


def _is_ours(entry: Path) -> bool:
    return entry.name in ("blobs", "segments") or entry.name.startswith(STORE)


def connect(
    root: Path, *, write: bool, create: bool = True, migrations: Sequence[Migration] = MIGRATIONS
) -> apsw.Connection:
    """A connection to the store at `root`, its schema checked and, when writing, brought up to date."""
    check_sqlite(_version())
    if not write:
        _check_folder(root, create=False)
    mode = "rwc" if write and create else "rw" if write else "ro"
    flags = apsw.SQLITE_OPEN_URI | (
        apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE if write else apsw.SQLITE_OPEN_READONLY
    )
    with disk_errors(root):
        connection = apsw.Connection(f"file:{quote(str((root / STORE).absolute()))}?mode={mode}", flags=flags)
        try:
            _prepare(connection, root, migrations, write=write)
        except BaseException:
            connection.close(True)
            raise
    return connection


def _version() -> int:
    major, minor, patch = (int(part) for part in apsw.sqlite_lib_version().split(".")[:3])
    return major * 1_000_000 + minor * 1_000 + patch


def _prepare(connection: apsw.Connection, root: Path, migrations: Sequence[Migration], *, write: bool) -> None:
    connection.set_busy_timeout(BUSY_MS)
    # What is asked about an entity lies on pages all over the store.
    run(connection, f"PRAGMA cache_size = -{CACHE_KIB}")
    _check_identity(connection, root)
    if write:
        run(connection, "PRAGMA journal_mode = WAL")
        # FULL: a commit has reached the disk when it returns, so an acknowledged report survives power loss.
        run(connection, "PRAGMA synchronous = FULL")
        run(connection, "PRAGMA foreign_keys = ON")
        # Freed space is zeroed, so that `doctor` need not tell leftovers from rows.
        run(connection, "PRAGMA secure_delete = FAST")
        migrate(connection, root, migrations)
        sync_folder(root)
    else:
        run(connection, "PRAGMA query_only = ON")
        _check_version(connection, root, migrations)


def _check_identity(connection: apsw.Connection, root: Path) -> None:
    tables = fetch(connection, "SELECT count(*) FROM sqlite_schema")[0][0]
    if tables and pragma(connection, "application_id") != APPLICATION_ID:
        raise LedgerError(f"{root / STORE} is an SQLite file but not a ledger; give another folder")


def _check_version(connection: apsw.Connection, root: Path, migrations: Sequence[Migration]) -> None:
    found, known = pragma(connection, "user_version"), migrations[-1].version
    _refuse_newer(root, found, known)
    if found == 0:
        raise LedgerError(f"ledger {root} was never finished being made; run `onrecord run` on it again")
    if found < known:
        raise LedgerError(
            f"ledger {root} has schema {found}, this program uses {known}; open it once for writing, such as "
            f"with `onrecord run`, to bring it up to date"
        )


def is_older(root: Path, migrations: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether the store at `root` is a ledger with an older schema, whole but to be brought up to date."""
    if not (root / STORE).is_file():
        return False
    with disk_errors(root):
        connection = apsw.Connection(str((root / STORE).absolute()), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            connection.set_busy_timeout(BUSY_MS)
            ours = pragma(connection, "application_id") == APPLICATION_ID
            return ours and 0 < pragma(connection, "user_version") < migrations[-1].version
        finally:
            connection.close(True)


def _refuse_newer(root: Path, found: int, known: int) -> None:
    if found > known:
        raise LedgerError(
            f"ledger {root} has schema {found}, but this program knows schemas up to {known}; it was made by a "
            f"newer onrecord: upgrade with pip install --upgrade onrecord. The ledger was not touched"
        )


def migrate(connection: apsw.Connection, root: Path, migrations: Sequence[Migration]) -> None:
    """Bring the schema up to date in one transaction: killed on the way, it has not happened.

    A reader sees the ledger as it was or as it is to be; a new one never has the schema of an older program.
    """
    found = pragma(connection, "user_version")
    _refuse_newer(root, found, migrations[-1].version)
    missing = [migration for migration in migrations if migration.version > found]
    if not missing:
        return
    with transaction(connection, root):
        for migration in missing:
            for statement in migration.statements:
                run(connection, statement)
        run(connection, f"PRAGMA user_version = {missing[-1].version}")


def run(connection: apsw.Connection, statement: str) -> None:
    """Execute one statement to its end. apsw is lazy: without fetching, a PRAGMA may not happen."""
    fetch(connection, statement)


def fetch(connection: apsw.Connection, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of one statement."""
    return connection.execute(statement, parameters).fetchall()


def pragma(connection: apsw.Connection, name: str) -> int:
    """The value of a numeric PRAGMA."""
    return int(fetch(connection, f"PRAGMA {name}")[0][0])


@contextmanager
def transaction(connection: apsw.Connection, root: Path) -> Iterator[None]:
    """All of the block is committed and on disk, or none of it. Raises LedgerError for errors of the store."""
    with disk_errors(root):
        # IMMEDIATE: a lock taken only at the first write could be refused in spite of the busy timeout.
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def snapshot(connection: apsw.Connection, root: Path) -> Iterator[None]:
    """Everything read in the block is of one moment, whatever a writer commits meanwhile."""
    with disk_errors(root):
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def disk_errors(root: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into LedgerErrors that say what to do."""
    try:
        yield
    except apsw.Error as error:
        raise LedgerError(_explain(error, root)) from error
    except UnicodeEncodeError as error:
        raise LedgerError(
            f"a text holds {error.object[error.start : error.end]!r} at character {error.start}, half of a "
            f"surrogate pair that no file can hold; replace it with U+FFFD before filing"
        ) from error
    except OSError as error:
        raise LedgerError(_explain_os(error, root)) from error


def _explain(error: apsw.Error, root: Path) -> str:
    kept = "what was acknowledged before is kept, what was being written is not"
    if isinstance(error, apsw.FullError):
        return f"no space left for ledger {root}; {kept}: free some space and run again ({error})"
    if isinstance(error, apsw.IOError):
        return f"the disk failed under ledger {root}; {kept}: check the disk, then run `onrecord doctor` ({error})"
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return f"ledger {root} is busy, also after {BUSY_MS // 1_000} s; {kept}: run again later ({error})"
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return f"the store of ledger {root} is damaged or no ledger; run `onrecord doctor --ledger {root}` ({error})"
    if isinstance(error, apsw.CantOpenError | apsw.ReadOnlyError | apsw.PermissionsError):
        return f"ledger {root} cannot be opened; check that its folder can be read and written ({error})"
    return f"ledger {root} refused: {error}; {kept}"


def _explain_os(error: OSError, root: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"no space left for ledger {root}; what was acknowledged before is kept: free some space and run "
            f"again ({error})"
        )
    return f"ledger {root}: {error}; check that the path exists and may be read and written"


def sync_folder(folder: Path) -> None:
    """Make new and renamed entries of a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def close(connection: apsw.Connection) -> None:
    """Close the connection. The last one to close folds the write-ahead log into the store."""
    connection.close(True)


@contextmanager
def beside(root: Path) -> Iterator[apsw.Connection]:
    """A transaction beside whoever writes the ledger, for rows that the writer does not touch; theirs are short."""
    if is_older(root):
        raise LedgerError(f"ledger {root} was made by an older onrecord; bring it up to date with: onrecord run")
    connect(root, write=False).close()  # says what is wrong where there is no ledger
    connection = connect(root, write=True, create=False)
    try:
        with transaction(connection, root):
            yield connection
    finally:
        close(connection)
