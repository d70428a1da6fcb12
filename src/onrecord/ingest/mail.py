"""Mail-style .eml files, as press offices send their releases."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr

from onrecord.errors import InputError
from onrecord.ingest.draft import Draft, Fact, Source, facts_of
from onrecord.ingest.furniture import is_furniture
from onrecord.ingest.htmltree import fragment_text
from onrecord.ingest.layout import layout
from onrecord.ingest.options import Limits
from onrecord.ingest.plaintext import decode
from onrecord.model import Block, BlockKind, Span

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def parse_mail(source: Source, limits: Limits) -> Iterator[Draft]:
    """One report of a message: subject, blank line, the plain text part (or the HTML part's paragraphs)."""
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise InputError("not a mail message")
    body = _body(message)
    if not body:
        raise InputError("a mail without a text part")
    title = " ".join(str(message["subject"] or "").split())
    attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    flags = (*source.flags, *((f"{attached} attachments not read",) if attached else ()))
    text, blocks, found = _page(title, body)
    yield Draft(text, blocks, (*source.facts, *_facts(message, title), *found), flags, source.member)


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    text, _ = decode(data if isinstance(data, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        return fragment_text(text)
    return text.replace("\r\n", "\n").strip()


def _page(title: str, body: str) -> tuple[str, tuple[Block, ...], tuple[Fact, ...]]:
    """Subject and body as one text; the body laid out like a page, what follows "-- " as furniture."""
    offset = len(title) + 2 if title else 0
    signature = _SIGNATURE.search(body)
    cut = signature.start() if signature else len(body)
    page = layout(body[:cut].rstrip(), title=title)
    blocks = [Block(Span(0, len(title)), BlockKind.TITLE)] if title else []
    blocks += [Block(Span(b.span.start + offset, b.span.end + offset), b.kind) for b in page.blocks]
    if signature and not is_furniture(body[cut:]):
        blocks.append(Block(Span(cut + offset, len(body) + offset), BlockKind.FURNITURE))
    return (f"{title}\n\n{body}" if title else body), tuple(blocks), page.facts


def _facts(message: EmailMessage, title: str) -> tuple[Fact, ...]:
    sender, _ = parseaddr(str(message["from"] or ""))
    return facts_of(
        (
            ("title", title, "mail Subject"),
            ("published", str(message["date"] or ""), "mail Date"),
            ("outlet", str(message["organization"] or ""), "mail Organization"),
            ("outlet", sender, "mail From"),
            ("language", str(message["content-language"] or "").split(",")[0], "mail Content-Language"),
            ("url", str(message["archived-at"] or "").strip("<> "), "mail Archived-At"),
        )
    )
