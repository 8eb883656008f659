"""Owns reading one YAML file from its bytes: findings instead of exceptions, whatever has been typed."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from uwanose.errors import Finding, Place, Severity
from uwanose.source import syntax
from uwanose.source.composer import compose, uses_c_parser
from uwanose.source.decode import decode
from uwanose.source.nodes import Mapping, Node, Scalar, Sequence

__all__ = ["read_list", "read_mapping", "read_yaml", "uses_c_parser"]

Root = TypeVar("Root", Mapping, Sequence)


def read_yaml(
    data: bytes, name: str, findings: list[Finding], scope: str = "national", *, pure: bool = False
) -> Node | None:
    """Return the nodes of a file, None when it is empty or cannot be read.

    ``name`` is the file as findings show it, relative to the workspace. ``pure`` leaves the C parser aside.
    """
    node, found = _nodes(data, name, scope, pure)
    findings.extend(found)
    return node


# a proposed change is read beside the files as they are, and cases are read once for each question: the same bytes
@lru_cache(maxsize=512)
def _nodes(data: bytes, name: str, scope: str, pure: bool) -> tuple[Node | None, tuple[Finding, ...]]:
    found: list[Finding] = []
    text = decode(data, name, found, scope)
    return compose(text.content, name, found, scope, pure=pure).root, tuple(found)


def read_mapping(data: bytes, name: str, findings: list[Finding], scope: str = "national") -> Mapping | None:
    """Return the named entries of a file; an empty file has none. None when the file cannot be read."""
    empty = Mapping(MappingProxyType({}), MappingProxyType({}), Place(name, 1, 1))
    return _root(data, name, findings, scope, empty)


def read_list(data: bytes, name: str, findings: list[Finding], scope: str = "national") -> Sequence | None:
    """Return the list a file consists of; an empty file is an empty list. None when the file cannot be read."""
    return _root(data, name, findings, scope, Sequence((), Place(name, 1, 1)))


def _root(data: bytes, name: str, findings: list[Finding], scope: str, empty: Root) -> Root | None:
    mine: list[Finding] = []
    node = read_yaml(data, name, mine, scope)
    findings.extend(mine)
    if isinstance(node, type(empty)):
        return node
    if node is None or (isinstance(node, Scalar) and node.empty):
        return None if any(finding.severity is Severity.ERROR for finding in mine) else empty
    slips = syntax.slips(data.decode("utf-8", "replace"), name, scope) if isinstance(node, Scalar) else []
    findings.extend(slips or [_wrong_root(node, isinstance(empty, Mapping), scope)])
    return None


def _wrong_root(node: Node, wants_mapping: bool, scope: str) -> Finding:
    ja, en = (
        ("「名前: 値」の並び", "'name: value'") if wants_mapping else ("「- 」で始まる一覧", "a list ('- …')")
    )
    return Finding(
        code="S113",
        place=node.place,
        scope=scope,
        ja=f"このファイルは{ja}でなければなりません。",
        en=f"This file must consist of {en}.",
        remedy_ja="同じ種類の他のファイルを手本にしてください。",
        remedy_en="Take another file of this kind as a pattern.",
    )
