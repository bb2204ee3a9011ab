"""Every error that a person may meet, as a French sentence that says what to do.

TerritorialError
├── UnknownTerritory          no territory has this code
├── AmbiguousTerritory        the code could be a département or a région
├── DataError                 a table of ours is absent, damaged or breaks its schema
├── InvalidEntry              what somebody typed breaks the entry's schema
├── WorkshopFileError         the workshop's file cannot be used
│   ├── NotAWorkshop          another program's file, or no database at all
│   ├── DamagedWorkshop       truncated or corrupt
│   ├── NewerWorkshop         written by a later version of this program
│   ├── WorkshopExists        creating would overwrite
│   ├── WorkshopMissing       no file at that place
│   ├── ReadOnlyPlace         the folder or the file refuses writing
│   ├── DiskFull              no room left on the disk
│   ├── WorkshopBusy          another program keeps the file locked
│   └── StoreUnreachable      the database server does not answer, or refuses us
├── ImportRefused             a file brought by the facilitator cannot be used
│   ├── FileTooLarge          too many bytes, rows or columns, packed or unpacked
│   └── UnreadableFile        not one of the formats read, or damaged
├── Stopped                   the person stopped a long work; nothing of it is kept
├── DownloadFailed            an official file could not be fetched, or is not what was expected
├── NotFetched                no such table was fetched on this machine
└── PortInUse                 another program listens there
"""

from __future__ import annotations


class TerritorialError(Exception):
    """An error told to a person: what happened, then what to do, in French.

    Parameters
    ----------
    fault : str
        What happened, naming the thing and the value received.
    remedy : str
        What the person can do now.
    """

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault} {remedy}")
        self.fault = fault
        self.remedy = remedy


class UnknownTerritory(TerritorialError):
    """No territory has this code."""


class AmbiguousTerritory(TerritorialError):
    """The code names several territories."""


class DataError(TerritorialError):
    """A table of ours is absent, damaged or breaks its schema."""


class InvalidEntry(TerritorialError):
    """What somebody typed breaks the entry's schema."""


class WorkshopFileError(TerritorialError):
    """The workshop's file cannot be used."""


class NotAWorkshop(WorkshopFileError):
    """The file is not a workshop's."""


class DamagedWorkshop(WorkshopFileError):
    """The file is truncated or corrupt."""


class NewerWorkshop(WorkshopFileError):
    """The file was written by a later version."""


class WorkshopExists(WorkshopFileError):
    """Creating the workshop would overwrite a file."""


class WorkshopMissing(WorkshopFileError):
    """No workshop at that place."""


class ReadOnlyPlace(WorkshopFileError):
    """The folder or the file refuses writing."""


class DiskFull(WorkshopFileError):
    """No room left on the disk."""


class WorkshopBusy(WorkshopFileError):
    """Another program keeps the file locked."""


class StoreUnreachable(WorkshopFileError):
    """The database server does not answer, or refuses us."""


class ImportRefused(TerritorialError):
    """A file brought by the facilitator cannot be used."""


class FileTooLarge(ImportRefused):
    """Too many bytes, rows or columns, packed or unpacked."""


class UnreadableFile(ImportRefused):
    """Not one of the formats read, or damaged."""


class Stopped(TerritorialError):
    """The person stopped a long work."""


class DownloadFailed(TerritorialError):
    """An official file could not be fetched, or is not what was expected."""


class NotFetched(TerritorialError):
    """No such table was fetched on this machine."""


class PortInUse(TerritorialError):
    """Another program listens on the port."""
