"""The OpenAPI document, made from the table of routes and the types of their answers."""

import re
from functools import cache
from inspect import cleandoc
from typing import Any, get_args

import msgspec

from rashomon import __version__
from rashomon.model.analysis import Form, Stance
from rashomon.model.codec import Json
from rashomon.model.correction import STATEMENTS
from rashomon.model.record import Standing
from rashomon.web.routes import ROUTES, Route

SCHEMAS = "#/components/schemas/{name}"
PARAMETERS: dict[str, tuple[str, Json]] = {
    "outlet": ("An account by its name, letter or id; may stand several times.",
               {"type": "array", "items": {"type": "string"}}),
    "speaker": ("An entity (`e-` and its id), `own`, or a part of a name.", {"type": "string"}),
    "form": ("How it is said.", {"type": "string", "enum": list(get_args(Form))}),
    "stance": ("How it is put.", {"type": "string", "enum": list(get_args(Stance))}),
    "standing": ("How the claim stands that it belongs to.", {"type": "string", "enum": list(get_args(Standing))}),
    "words": ("Words that stand in it, in any order.", {"type": "string"}),
    "time": ("", {}),
    "from": ("Published (of a moment: happened or said) then or later.", {"type": "string"}),
    "to": ("The same, then or earlier.", {"type": "string"}),
    "zone": ("IANA zone of `from` and `to` where they state none.", {"type": "string", "default": "UTC"}),
    "a": ("The first account, by name, letter or id.", {"type": "string"}),
    "b": ("The second account.", {"type": "string"}),
    "q": ("What to look for.", {"type": "string"}),
    "by": ("How to look.", {"type": "string", "enum": ["words", "meaning"], "default": "words"}),
    "since": ("The version of a record seen before.", {"type": "string"}),
    "page": ("Page of the list, from 1.", {"type": "integer", "minimum": 1, "default": 1}),
}  # fmt: skip


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer, and what to do."""

    error: str


@cache
def openapi() -> bytes:
    """The document, OpenAPI 3.1, as JSON."""
    answers = [route.answer for route in ROUTES]
    schemas, components = msgspec.json.schema_components([*answers, Fault], ref_template=SCHEMAS)
    names: dict[str, str] = {}
    made: Json = {
        "openapi": "3.1.0",
        "info": {
            "title": "Rashomon, one story",
            "version": __version__,
            "description": "Who said what, by every account of one event. Times are UTC; offsets are half-open, in "
            "Unicode code points of an account's text. Fields are those of the record (docs/model.md).",
        },
        "paths": {json_path(route): _path(route, schemas[at]) for at, route in enumerate(ROUTES)}
        | {"/events": EVENTS, "/corrections": CORRECTIONS},
        "components": {"schemas": {name: _tidy(body) for name, body in components.items()}},
    }
    text = msgspec.json.encode(made, order="deterministic").decode()
    for name in components:
        plain = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
        if plain != name:
            names[name] = plain
    for name, plain in names.items():
        text = text.replace(msgspec.json.encode(name).decode() + ":", f'"{plain}":')
        text = text.replace(SCHEMAS.format(name=name) + '"', SCHEMAS.format(name=plain) + '"')
    return text.encode()


EVENTS: Json = {
    "get": {
        "summary": "News of new records, as server-sent events",
        "parameters": [
            {"name": "since", "in": "query", "schema": {"type": "string"}, "description": "The version that is shown."}
        ],
        "responses": {
            "200": {
                "description": "Events named `news`, each with `version`, `count` (new since `since`), `words`, "
                "`trouble`, `arriving` (what has come and is being woven) and `titles` (of it) as JSON",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            }
        },
    }
}


CORRECTIONS: Json = {
    "post": {
        "summary": "Writes a correction and weaves the story again; sent by the form at /correct",
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": ["form", "kind", "author", "reason"],
                        "properties": {
                            "form": {"type": "string", "description": "The token that /correct holds."},
                            "kind": {"type": "string", "enum": list(STATEMENTS)},
                            "statement": {"type": "string", "description": "An id, an address, or a number (`B12`)."},
                            "other": {"type": "string", "description": "For `same`: the other statement."},
                            "apart": {"type": "string", "description": "For `not-same`: the other statement."},
                            "speaker": {"type": "string"},
                            "chain": {"type": "string", "description": "Relays, `Farwire > Selk Radio`, or `none`."},
                            "time": {"type": "string", "description": "ISO 8601 with a zone."},
                            "note": {"type": "string"},
                            "undo": {"type": "string", "description": "The id of a correction."},
                            "author": {"type": "string"},
                            "reason": {"type": "string"},
                            "seen": {"type": "string", "description": "Corrections that the form knew, by commas."},
                        },
                    }
                }
            },
        },
        "responses": {
            "201": {"description": "Written; what became of it (asked for as JSON)"},
            "303": {"description": "Written; leads to the page where it shows"},
            "400": {"description": "It does not say enough; nothing was written"},
            "403": {"description": "Not sent by one of this server's own pages"},
            "409": {"description": "The story cannot be woven again here"},
        },
    }
}


def json_path(route: Route) -> str:
    """Where the JSON of a route stands."""
    return "/story.json" if route.path == "/" else f"{route.path}.json"


def _path(route: Route, schema: Any) -> Json:
    parameters = [
        {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}, "description": "An id."}
    ] if "{key}" in route.path else []  # fmt: skip
    wanted = [*route.takes, *(["page"] if route.listed else [])]
    if "time" in wanted:
        wanted[wanted.index("time") : wanted.index("time") + 1] = ["from", "to", "zone"]
    for name in wanted:
        told, kind = PARAMETERS[name]
        parameters.append({"name": name, "in": "query", "required": False, "schema": kind, "description": told})
    fault = {"application/json": {"schema": {"$ref": SCHEMAS.format(name="Fault")}}}
    responses: Json = {
        "200": {"description": route.summary, "content": {"application/json": {"schema": schema}}},
        "400": {"description": "A parameter means nothing", "content": fault},
        "503": {"description": "The folder holds no record that can be read", "content": fault},
    }
    if "{key}" in route.path:
        responses["404"] = {"description": "The record holds no such thing", "content": fault}
    return {"get": {"summary": route.summary, "parameters": parameters, "responses": responses}}


def _tidy(body: Any) -> Any:
    """Docstrings without the indentation that their place in the code gave them."""
    if isinstance(body, dict) and isinstance(body.get("description"), str):
        return {**body, "description": cleandoc(body["description"])}
    return body
