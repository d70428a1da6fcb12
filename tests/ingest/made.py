"""Small inputs of every format, made by hand."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

from onrecord.ingest import Defaults, Limits, Taken, Worker, take
from onrecord.model import Quarantined, Report

SENTENCES = (
    "The harbour master of Port Alder said on Tuesday that two grain ships had left for the south.",
    "“We expect four more before the end of the week,” Ines Varga told reporters at the pier.",
    "The transport ministry did not say whether an escort had been agreed with the neighbouring state.",
)
BODY = "\n\n".join(SENTENCES)
PARAGRAPHS = "".join(f"<p>{s}</p>" for s in SENTENCES)
TITLE = "Grain ships leave Port Alder"


def page(head: str = "", body: str = PARAGRAPHS) -> str:
    """An HTML page with an article."""
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{TITLE} | The Sample Post</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>{TITLE}</h1>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


JSON_LD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},'
    '{"@type":"NewsArticle","headline":"Grain ships leave Port Alder","datePublished":"2022-06-26T07:30:00+01:00",'
    '"author":[{"@type":"Person","name":"Jana Holt"},{"@type":"Person","name":"Piet Aas"}],'
    '"publisher":{"@type":"Organization","name":"The Sample Post","address":{"addressCountry":"GB"}},'
    '"articleSection":"World","mainEntityOfPage":"https://post.example/grain"}]}</script>'
)

RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>The Sample Post</title><language>en-gb</language><item><title>Grain ships leave Port Alder</title>"
    "<link>https://post.example/grain</link><pubDate>Sun, 26 Jun 2022 07:30:00 +0100</pubDate>"
    "<author>Jana Holt</author>"
    f"<content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded></item>"
    f"<item><title>Second item</title><description>{SENTENCES[0]}</description></item></channel></rss>"
)

ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Sample Wire</title>'
    "<entry><title>Grain ships leave Port Alder</title><link href='https://wire.example/1'/>"
    f"<published>2022-06-26T06:30:00Z</published><author><name>Piet Aas</name></author>"
    f'<content type="html">{PARAGRAPHS.replace("<", "&lt;")}</content></entry></feed>'
)

NITF = (
    '<?xml version="1.0"?><nitf xml:lang="en"><head><title>x</title><docdata><date.issue norm="20220626T073000+0100"/>'
    '</docdata><pubdata name="The Sample Post" position.section="World"/></head><body><body.head><hedline>'
    "<hl1>Grain ships leave Port Alder</hl1></hedline><byline>By Jana Holt <byttl>Staff Writer</byttl></byline>"
    "<dateline>PORT ALDER, June 25</dateline></body.head><body.content>"
    f"{PARAGRAPHS}<media><media.caption>A ship.</media.caption></media></body.content></body></nitf>"
)

NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="https://wire.example/9" xml:lang="en">'
    '<itemMeta><itemClass qcode="ninat:text"/><provider literal="SW"><name>Sample Wire</name></provider>'
    "<versionCreated>2022-06-26T06:30:00Z</versionCreated><pubStatus qcode='stat:usable'/></itemMeta><contentMeta>"
    "<creator><name>Piet Aas</name></creator><headline>Grain ships leave Port Alder</headline>"
    "<dateline>PORT ALDER, June 25 (SW)</dateline></contentMeta><contentSet>"
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    f"{PARAGRAPHS}</body></html></inlineXML></contentSet></newsItem>"
)

NINJS_1 = (
    '{"uri":"https://wire.example/7","type":"text","versioncreated":"2022-06-26T06:30:00Z","language":"en",'
    '"headline":"Grain ships leave Port Alder","byline":"Piet Aas","copyrightholder":"Sample Wire",'
    f'"body_text":"{SENTENCES[0]}"}}'
)

MAIL = (
    "From: Port Alder Press Office <press@alder.example>\r\nTo: desk@post.example\r\n"
    "Subject: Grain ships leave Port Alder\r\nDate: Sun, 26 Jun 2022 07:30:00 +0100\r\nMIME-Version: 1.0\r\n"
    "Message-ID: <1@alder.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    f"{SENTENCES[0]}\r\n\r\n{SENTENCES[2]}\r\n\r\n-- \r\nPress Office, Pier 4\r\n"
)


def warc(*pages: tuple[str, bytes, str]) -> bytes:
    """A web archive of (address, payload, further HTTP header lines)."""
    records = [b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"]
    for url, payload, headers in pages:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n".encode() + payload
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(records)


def pdf(*pages: list[str]) -> bytes:
    """A PDF with one page for each list of lines."""
    kids = " ".join(f"{3 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>"]
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for i, lines in enumerate(pages):
        drawn = "BT/F 12 Tf 14 TL 60 760 Td" + "".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources{font}/Contents {4 + 2 * i} 0 R>>")
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF".encode()


def zipped(**members: bytes | str) -> bytes:
    """A zip archive of members; a double underscore in a name stands for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def tarred(*members: tuple[str, bytes, dict[str, object]]) -> bytes:
    """A tar archive, gzipped."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data, extra in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for key, value in extra.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(out.getvalue())


def write(folder: Path, name: str, data: bytes | str) -> str:
    """A file with `data`; returns its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


WORKER = Worker(Limits())  # started when first asked; it ends with the tests, when its input closes


def taken(*paths: str, limits: Limits | None = None, defaults: Defaults | None = None) -> list[Taken]:
    """All that `take` gives; with the default time and memory, by one worker for all tests."""
    own = limits is not None and (limits.seconds, limits.memory_mib) != (Limits().seconds, Limits().memory_mib)
    return list(take(paths, limits=limits, defaults=defaults, worker=None if own else WORKER))


def one_report(path: str, **kwargs) -> Report:
    """The single report of a file."""
    items = [t.item for t in taken(path, **kwargs)]
    assert len(items) == 1, items
    assert isinstance(items[0], Report), items
    return items[0]


def one_reason(path: str, **kwargs) -> str:
    """The reason for which a file's single item is quarantined."""
    items = [t.item for t in taken(path, **kwargs)]
    assert len(items) == 1, items
    assert isinstance(items[0], Quarantined), items
    return items[0].reason
