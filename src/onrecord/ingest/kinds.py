"""What kind of file it is, told by its first bytes, then by its name; everything else is refused by name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from onrecord.errors import InputError

HEAD = 8192  # bytes that `sniff` wants to see

TEXT = "text/plain"
HTML = "text/html"
RSS = "application/rss+xml"
ATOM = "application/atom+xml"
NITF = "application/nitf+xml"
NEWSML = "application/vnd.iptc.g2.newsitem+xml"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
MAIL = "message/rfc822"
PDF = "application/pdf"
WARC = "application/warc"
ZIP = "application/zip"
TAR = "application/x-tar"
GZIP = "application/gzip"
UNKNOWN = "application/octet-stream"

_MAGIC = (
    (b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP), (b"\x1f\x8b", GZIP), (b"WARC/", WARC), (b"%PDF-", PDF),
)  # fmt: skip
_REFUSED = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF sound, film or WebP picture"), (b"ID3", "an MP3 sound"), (b"OggS", "an Ogg sound or film"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file; save it as PDF or text"),
    (b"{\\rtf", "an RTF file; save it as text"),
    (b"BZh", "a bzip2 file; unpack it first"), (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"), (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first"), (b"PAR1", "a Parquet file"),
)  # fmt: skip
_NEWSML_ROOTS = frozenset(
    "newsItem newsMessage packageItem conceptItem knowledgeItem planningItem catalogItem contentSet "
    "contentMeta itemMeta groupSet".split()
)
_TEXT_NAMES = frozenset(("", ".txt", ".text", ".md", ".asc", ".story"))
_ROOT = re.compile(r"<(?![?!])\s*(?:[\w-]+:)?([\w.-]+)")
_HTML_SIGN = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1)[\s>]", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    r"^(?:Received|Return-Path|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To):", re.I | re.M
)


def suffix(name: str) -> str:
    """The last extension of a file or member name, in lower case, with its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def sniff(head: bytes, name: str) -> str:
    """The media type of a file from its first `HEAD` bytes and its name.

    Raises InputError, with what it is, for empty, binary and unknown kinds.
    """
    if not head:
        raise InputError("the file is empty")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return TAR
    if b"%PDF-" in head[:1024] and suffix(name) == ".pdf":
        return PDF
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise InputError(f"{what}: not a kind of file that is read")
    return _sniff_text(_characters(head), suffix(name))


def _characters(head: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    controls = sum(head.count(bytes([code])) for code in (*range(7), *range(14, 27)))
    if controls > len(head) / 100:
        raise InputError("binary data of an unknown kind, not text")
    return head.decode("utf-8", "ignore")


def _sniff_text(head: str, ending: str) -> str:
    start = head.lstrip()
    if start.startswith("<") and ending not in (".txt", ".text", ".md"):
        return _sniff_markup(start, ending)
    if ending in (".jsonl", ".ndjson"):
        return JSON_LINES
    if ending == ".json" or (start[:1] in ("{", "[") and ending == "" and _looks_json(start)):
        return _sniff_json(start)
    if ending == ".eml" or (ending in ("", ".mail", ".msg") and _is_mail(start)):
        return MAIL
    if ending in (".html", ".htm", ".xhtml", ".shtml"):
        return HTML
    if ending in (".xml", ".rss", ".atom", ".nitf"):
        raise InputError(f"a {ending} file that does not start with an XML element")
    if ending in _TEXT_NAMES or ending[1:].isdigit() or " " in ending or len(ending) > 6:
        return TEXT
    raise InputError(f"files ending in {ending} are not read; if it is the text of a report, name it .txt")


def _sniff_markup(start: str, ending: str) -> str:
    bare = re.sub(r"<!--.*?(?:-->|$)", "", start, flags=re.DOTALL)
    root = _ROOT.search(bare)
    name = root[1] if root else ""
    if name in _NEWSML_ROOTS:
        return NEWSML
    for known, kind in (("rss", RSS), ("RDF", RSS), ("feed", ATOM), ("nitf", NITF)):
        if name == known:
            return kind
    if ending in (".html", ".htm", ".xhtml", ".shtml") or (ending != ".xml" and _HTML_SIGN.search(bare[:4096])):
        return HTML
    if name.lower() == "html":
        return HTML
    if ending in _TEXT_NAMES and not bare.startswith("<?xml"):
        return TEXT
    raise InputError(f"XML with the root element <{name}>, which is none of RSS, Atom, NITF and NewsML-G2")


def _looks_json(start: str) -> bool:
    return re.match(r'\{\s*"|\[\s*[{\]"]', start) is not None


def _sniff_json(start: str) -> str:
    """JSON lines if a first line is an object that closes on it and another begins below."""
    first, _, rest = start.partition("\n")
    closed = first.rstrip().endswith("}") and first.startswith("{") and rest.lstrip().startswith("{")
    # A first line longer than the head: whether it is the only one is seen when it is read.
    return JSON_LINES if closed else JSON


def _is_mail(start: str) -> bool:
    names = {m.lower() for m in _MAIL_HEADER.findall(start.split("\n\n")[0].replace("\r", "")[:4096])}
    return len(names) >= 3 and bool(names & {"message-id:", "mime-version:", "received:", "return-path:"})
