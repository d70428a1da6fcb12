"""Build the sample files that cannot be written by hand: `python tools/make_samples.py`.

A WARC.gz, a PDF and a zip are made from the texts in `tools/samples/` and written to `samples/`. The same texts give
the same bytes on every machine: times are fixed, and nothing is compressed, because compressors differ.
"""

from __future__ import annotations

import io
import struct
import textwrap
import zipfile
import zlib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "samples"
SAMPLES = ROOT / "samples"


def build() -> dict[str, bytes]:
    """File name -> content of every built sample."""
    page = (SOURCES / "courier-2022-12-26-page-4.txt").read_text(encoding="utf-8")
    html = (SOURCES / "monitor-2022-07-14-transit.html").read_bytes()
    wire = "swa-2022-12-20-minsk.nitf.xml"
    return {
        "courier-2022-12-26-page-4.pdf": pdf(page, made="20221226060000Z"),
        "monitor-2022-07-14-transit.warc.gz": warc(
            html, url="https://monitor.example/2022/07/14/transit", captured="2022-07-14T10:30:00Z"
        ),
        "swa-2022-12-20-minsk.zip": archive({f"wire/{wire}": (SOURCES / wire).read_bytes()}),
    }


def gzip_stored(data: bytes) -> bytes:
    """One gzip member (RFC 1952) with `data`, at most 65,535 bytes, as one stored block."""
    if len(data) > 0xFFFF:
        raise ValueError(f"{len(data)} bytes do not fit into one stored block of 65535; shorten the sample")
    block = struct.pack("<BHH", 1, len(data), len(data) ^ 0xFFFF) + data
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + block + struct.pack("<II", zlib.crc32(data), len(data))


def warc(html: bytes, *, url: str, captured: str) -> bytes:
    """A WARC 1.0 file of a warcinfo and a response record, each a gzip member of its own. captured: ISO 8601, UTC."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(html)
    info = b"software: tools/make_samples.py\r\nformat: WARC File Format 1.0\r\n"
    return gzip_stored(
        _warc_record("warcinfo", info, {"WARC-Date": captured, "Content-Type": "application/warc-fields"})
    ) + gzip_stored(
        _warc_record(
            "response",
            http + html,
            {"WARC-Target-URI": url, "WARC-Date": captured, "Content-Type": "application/http; msgtype=response"},
        )
    )


def _warc_record(kind: str, block: bytes, fields: dict[str, str]) -> bytes:
    # A record id is meant to be random; here it must stay the same.
    name = uuid5(NAMESPACE_URL, f"{kind} {fields.get('WARC-Target-URI', '')}")
    head = {"WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{name}>", **fields, "Content-Length": str(len(block))}
    lines = "".join(f"{key}: {value}\r\n" for key, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def archive(members: dict[str, bytes]) -> bytes:
    """A zip of `members` (name -> content), stored, dated 1 January 2023."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as out:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, date_time=(2023, 1, 1, 0, 0, 0))
            info.create_system = 3  # Unix, wherever this runs
            info.external_attr = 0o644 << 16
            out.writestr(info, data)
    return made.getvalue()


def pdf(page: str, *, made: str) -> bytes:
    """A one-page A4 PDF 1.4 of `page`, whose paragraphs are parted by blank lines. made: YYYYMMDDHHMMSSZ, or so.

    The third paragraph is set as the headline. Characters must be in Windows-1252, the font's encoding.
    """
    paragraphs = page.strip().split("\n\n")
    content = _page_content(paragraphs)
    title = _pdf_string(paragraphs[2])
    info = f"<< /Title {title} /Subject (Invented for demonstration) /CreationDate (D:{made}) >>"
    return _pdf_file(
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
        info.encode("cp1252"),
    )


def _page_content(paragraphs: list[str]) -> bytes:
    """Text-showing operators, line by line from the top; sizes and positions in points (1/72 inch)."""
    lines, y = [], 780
    for number, paragraph in enumerate(paragraphs):
        font, size, width = ("F2", 16, 58) if number in (0, 2) else ("F1", 11, 88)
        for line in textwrap.wrap(paragraph, width):
            lines.append(f"BT /{font} {size} Tf 1 0 0 1 72 {y} Tm {_pdf_string(line)} Tj ET")
            y -= size + 4
        y -= 10
    return "\n".join(lines).encode("cp1252")


def _pdf_string(words: str) -> str:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"


def _pdf_file(*objects: bytes) -> bytes:
    """Objects 1, 2, … with their cross-reference table; the first is the catalogue, the last the information."""
    data, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, entries)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, size - 1, len(data))
    )


def main() -> None:
    """Write the built samples and say so."""
    for name, data in build().items():
        (SAMPLES / name).write_bytes(data)
        print(f"samples/{name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
