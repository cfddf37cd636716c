"""The OpenAPI document, read for people: each call with what it takes, what it gives and a line of curl."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from web.pages import Call, Shape


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema in a word or two: `string`, `list of TurnBody`, `integer or null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_kind(s) for s in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(v) for v in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    limits = [f"{word} {schema[key]:g}" for key, word in _LIMITS.items() if key in schema]
    return ", ".join([str(schema.get("type", "any")), *limits])


_LIMITS = {"minimum": "from", "maximum": "to", "minLength": "at least", "maxLength": "at most"}


def _fields(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Name, kind and description of each field of an object schema."""
    body = schemas.get(str(schema.get("$ref", "")).rsplit("/", 1)[-1], schema)
    required = set(body.get("required", ()))
    return [
        (name, _kind(field) + ("" if name in required else ", optional"), str(field.get("description", "")))
        for name, field in body.get("properties", {}).items()
    ]


def _content(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a body or response, of whatever media type."""
    for media in part.get("content", {}).values():
        schema: Mapping[str, Any] = media.get("schema", {})
        return schema
    return {}


def calls(openapi: Mapping[str, Any], base: str) -> list[Call]:
    """Every call in the order of the document."""
    schemas = openapi.get("components", {}).get("schemas", {})
    out = []
    for path, methods in openapi["paths"].items():
        for method, call in methods.items():
            body = _content(call.get("requestBody", {}))
            takes = [(p["name"], f"{p['in']}, {_kind(p['schema'])}", p.get("description", ""))
                     for p in call.get("parameters", [])]  # fmt: skip
            takes += _fields(body, schemas)
            gives: dict[str, list[str]] = {}
            for status, response in call["responses"].items():
                kind = _kind(_content(response)) if _content(response) else response["description"]
                gives.setdefault(kind, []).append(status)
            example = ["curl", *(["-X", method.upper()] if method != "get" and not body else []), f"{base}{path}"]
            if call.get("security"):
                example += ["-H", '"Authorization: Bearer $RAG_ADMIN_TOKEN"']
            samples = schemas.get(str(body.get("$ref", "")).rsplit("/", 1)[-1], {}).get("examples", [])
            if samples:
                example += ["--json", f"'{json.dumps(samples[0], ensure_ascii=False)}'"]
            out.append(
                Call(method.upper(), path, call.get("summary", ""), call.get("description", ""), " ".join(example),
                     takes, [(", ".join(statuses), kind) for kind, statuses in gives.items()])
            )  # fmt: skip
    return out


def shapes(openapi: Mapping[str, Any]) -> list[Shape]:
    """Every shape that the calls take and give, in order of name."""
    schemas = openapi.get("components", {}).get("schemas", {})
    return [Shape(n, s.get("description", ""), _fields(s, schemas)) for n, s in schemas.items() if "properties" in s]
