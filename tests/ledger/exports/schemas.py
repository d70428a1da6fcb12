"""What the formats of others lay down, as JSON Schema: the rules that their documents state, and no more."""

from __future__ import annotations

from typing import Any

import pytest

_DATE = r"^\d{4}-\d\d-\d\d$"
_TEXT = {"type": "string", "minLength": 1}


def check(schema: dict[str, Any], value: object) -> None:
    """Fail unless the value follows the schema."""
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validators.validator_for(schema).check_schema(schema)
    jsonschema.validate(value, schema)


# PLOVER 0.8, "Data record": required and optional fields.
_ENTITY = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "sector": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "entity_text": _TEXT,
        "identifier_id": _TEXT,
        "identifier_text": _TEXT,
    },
    "additionalProperties": False,
}
PLOVER: dict[str, Any] = {
    "type": "object",
    "required": ["id", "date", "actor", "event"],
    "properties": {
        "id": _TEXT,
        "date": {"type": "string", "pattern": _DATE},
        "enddate": {"type": "string", "pattern": _DATE},
        "actor": {"type": "array", "items": _ENTITY},
        "recipient": {"type": "array", "items": _ENTITY},
        "event": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[A-Z]+$"}},
        "has_event": {"type": "boolean"},
        "event_text": {"type": "array", "items": {"type": "string"}},
        "event_loc": {"type": "object"},
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        "mode": {"type": "array", "items": _TEXT},
        "context": {"type": "array", "items": _TEXT},
        "link": {"type": "string"},
        "text": {"type": "string"},
        "text_info": {"type": "object", "required": ["start", "end"]},
        "cite_info": {"type": "object"},
        "coder": _TEXT,
        "onrecord": {"type": "object"},
    },
    "additionalProperties": False,
}

# Web Annotation Data Model (W3C Recommendation, 23 February 2017), sections 3.1, 3.2.4, 3.3.5, 4.2.4, 4.2.5, 5.5.
_POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
        "refinedBy": {"$ref": "#/$defs/position"},
    },
    "additionalProperties": False,
}
_QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1},
        "prefix": {"type": "string"},
        "suffix": {"type": "string"},
    },
    "additionalProperties": False,
}
_MOTIVATIONS = (
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging"
).split()
_IRI = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$"}
ANNOTATION: dict[str, Any] = {
    "$defs": {"position": _POSITION, "quote": _QUOTE},
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": _IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": _MOTIVATIONS},
        "generator": {"type": "object", "required": ["id", "type"]},
        "body": {
            "type": "object",
            "required": ["type", "value"],
            "properties": {
                "type": {"const": "TextualBody"},
                "value": {"type": "string"},
                "format": {"const": "text/plain"},
                "language": {"type": "string"},
                "purpose": {"enum": _MOTIVATIONS},
            },
        },
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": _IRI,
                        "type": {"enum": ["Dataset", "Image", "Video", "Sound", "Text"]},
                        "language": {"type": "string"},
                    },
                },
                "selector": {
                    "type": "array",
                    "items": {"oneOf": [{"$ref": "#/$defs/quote"}, {"$ref": "#/$defs/position"}]},
                },
            },
        },
    },
    "additionalProperties": False,
}

# schema.org: the properties of Claim, NewsArticle, Person, Organization, Place and GeoCoordinates that are used, with
# the types that they may have. No property of a rating is among them.
_NAMED = {"type": "object", "properties": {"@type": {"enum": ["Person", "Organization"]}, "name": _TEXT}}
_AGENT = {**_NAMED, "required": ["name"], "additionalProperties": False}
CLAIM: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "@type", "@id", "text", "appearance"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "Claim"},
        "@id": _IRI,
        "text": {"type": "string"},
        "author": {"anyOf": [_AGENT, {"type": "array", "items": _AGENT, "minItems": 2}]},
        "isBasedOn": {"type": "object", "properties": {"@type": {"const": "CreativeWork"}, "name": _TEXT}},
        "dateCreated": {"type": "string"},
        "temporalCoverage": {"type": "string"},
        "inLanguage": {"type": "string"},
        "keywords": {"type": "array", "items": _TEXT},
        "about": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@type", "name"],
                "properties": {"@type": {"const": "Thing"}, "name": _TEXT},
                "additionalProperties": False,
            },
        },
        "spatialCoverage": {
            "type": "object",
            "required": ["@type"],
            "properties": {
                "@type": {"const": "Place"},
                "name": {"type": "string"},
                "sameAs": _IRI,
                "geo": {
                    "type": "object",
                    "required": ["@type", "latitude", "longitude"],
                    "properties": {
                        "@type": {"const": "GeoCoordinates"},
                        "latitude": {"type": "number", "minimum": -90, "maximum": 90},
                        "longitude": {"type": "number", "minimum": -180, "maximum": 180},
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "appearance": {
            "type": "object",
            "required": ["@type", "@id"],
            "properties": {
                "@type": {"const": "NewsArticle"},
                "@id": _IRI,
                "url": {"type": "string"},
                "headline": {"type": "string"},
                "datePublished": {"type": "string"},
                "inLanguage": {"type": "string"},
                "publisher": _AGENT,
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}

# FollowTheMoney 4: the properties of each schema that are used (its own and inherited ones).
_THING = {"name", "country", "sourceUrl", "publisher", "summary", "keywords"}
_LEGAL_ENTITY = _THING | {"sector"}
_INTERVAL = {"startDate", "endDate", "date", "recordId", "proof"}
_DOCUMENT = _THING | {"title", "fileName", "language", "publishedAt"}
FTM: dict[str, set[str]] = {
    "Article": _DOCUMENT,
    "Document": _DOCUMENT,
    "Person": _LEGAL_ENTITY,
    "Organization": _LEGAL_ENTITY,
    "PublicBody": _LEGAL_ENTITY,
    "LegalEntity": _LEGAL_ENTITY,
    "Event": _THING | _INTERVAL | {"location", "involved"},
    "UnknownLink": _INTERVAL | {"subject", "object", "role", "status"},
}
