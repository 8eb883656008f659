"""Owns what a document declares: its name, whom it is for, its variables, its framework; read from the national package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from uwanose.errors import Finding, Place, UnknownName, nearest
from uwanose.points.model import Catalog, Kind, Point
from uwanose.source.fields import Fields
from uwanose.source.read import read_mapping

__all__ = ["GIVEN", "Document", "Variable", "find_document", "read_documents"]

GIVEN = ("town_name", "town_kind", "levy_year", "issued_on", "row", "name", "postal_code", "address")
_TYPES = ("text", "yen", "rows")
_SOURCES = ("given", "item", "sum", "items", "point")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable of a document. Exactly one source is set: what is given, results of the run, or a value of the rules.

    ``yen`` is one result or the sum of several; ``rows`` is a list of rows of ``label`` and ``amount``; ``text`` is what is
    given, a value of the rules or one result, as people read it (a choice by its label, a count with its unit).
    """

    name: str
    type: str  # text | yen | rows
    label_ja: str
    label_en: str
    place: Place
    given: str = ""
    items: tuple[str, ...] = ()
    point: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One kind of paper. ``subjects`` are results of which one is not 0 for whoever gets one; ``file`` is for names of files.

    ``framework`` is the text with the named blocks; ``blocks`` are the points that hold their wording.
    """

    name: str
    business: str
    label_ja: str
    label_en: str
    file: str
    subjects: tuple[str, ...]
    variables: Mapping[str, Variable]
    framework: str
    framework_file: str
    blocks: Mapping[str, Point]
    place: Place

    @property
    def single_items(self) -> tuple[str, ...]:
        """The results that stand by themselves on the paper: without one of them there is no paper. Rows are left out instead."""
        named = (item for one in self.variables.values() if one.type != "rows" for item in one.items)
        return tuple(dict.fromkeys(named))

    @property
    def items(self) -> tuple[str, ...]:
        """The results it needs, each once."""
        named = (item for variable in self.variables.values() for item in variable.items)
        return tuple(dict.fromkeys([*self.subjects, *named]))


def read_documents(catalog: Catalog, findings: list[Finding]) -> dict[str, Document]:
    """Return the documents the national package declares, by name; what is wrong comes into *findings*."""
    found = {}
    for name, text in catalog.documents.items():
        path = PurePosixPath(name)
        if path.suffix != ".yaml":
            continue
        node = read_mapping(text.encode(), name, findings)
        framework = str(path.with_suffix(".html"))
        if node is None:
            continue
        if framework not in catalog.documents:
            findings.append(_no_framework(name, framework))
            continue
        reader = Fields(node, findings, what=path.stem)
        found[path.stem] = _document(path, reader, catalog, framework)
    return found


def find_document(documents: Mapping[str, Document], text: str) -> Document:
    """Return the document of a name or a Japanese label. Raises UnknownName with the nearest names."""
    word = text.strip()
    for document in documents.values():
        if word in (document.name, document.label_ja, document.file):
            return document
    names = [name for document in documents.values() for name in (document.name, document.label_ja)]
    raise UnknownName("文書", "document", text, nearest(word, names, 3) or tuple(documents))


def _document(path: PurePosixPath, fields: Fields, catalog: Catalog, framework: str) -> Document:
    business = path.parts[1]
    label_ja, label_en = fields.label()
    variables = {
        name: variable
        for name, inner in fields.named("variables")
        if (variable := _variable(name, inner, business, catalog))
    }
    prefix = f"{business}.{path.stem}."
    document = Document(
        name=path.stem,
        business=business,
        label_ja=label_ja,
        label_en=label_en,
        file=fields.required_text("file"),
        subjects=_subjects(fields),
        variables=variables,
        framework=catalog.documents[framework],
        framework_file=framework,
        blocks={
            point.id.removeprefix(prefix): point
            for point in catalog
            if point.kind is Kind.TEMPLATE and point.id.startswith(prefix)
        },
        place=fields.place(),
    )
    fields.done()
    _known_items(fields, "for", business, document.subjects, catalog)
    return document


def _subjects(fields: Fields) -> tuple[str, ...]:
    if not fields.has("for"):
        fields.missing("for")
    return fields.texts("for")


def _variable(name: str, fields: Fields, business: str, catalog: Catalog) -> Variable | None:
    label_ja, label_en = fields.label()
    written = [source for source in _SOURCES if fields.has(source)]
    variable = Variable(
        name=name,
        type=fields.word("type", _TYPES),
        label_ja=label_ja,
        label_en=label_en,
        place=fields.place(),
        given=fields.word("given", GIVEN),
        items=(*fields.texts("item"), *fields.texts("sum"), *fields.texts("items")),
        point=fields.text("point"),
    )
    fields.done()
    fitting = {"text": ("given", "point", "item"), "yen": ("item", "sum"), "rows": ("items",)}.get(
        variable.type, ()
    )
    if len(written) != 1 or written[0] not in fitting:
        stands = f" {'・'.join(written)} です" if written else "ありません"
        fields.report(
            "D110",
            variable.place,
            f"変数「{name}」（型 {variable.type or 'なし'}）の出どころが{stands}。",
            f"The variable {name!r} (type {variable.type or 'none'}) has the source {', '.join(written) or 'none'}.",
            f"text は given・point・item のどれか、yen は item か sum、rows は items のどれか1つを書きます。given は {'、'.join(GIVEN)} です。",
            f"text takes given, point or item, yen item or sum, rows items, exactly one; given is one of {', '.join(GIVEN)}.",
        )
        return None
    _known_items(fields, written[0], business, variable.items, catalog)
    if variable.point and variable.point not in catalog.points:
        _unknown(fields, "point", variable.point, catalog.points)
    return variable


def _known_items(fields: Fields, key: str, business: str, items: tuple[str, ...], catalog: Catalog) -> None:
    known = [item.name for item in catalog.items.values() if item.business == business]
    for item in items:
        if item not in known:
            _unknown(fields, key, item, known)


def _unknown(fields: Fields, key: str, name: str, known: object) -> None:
    near = nearest(name, list(known))  # type: ignore[call-overload]  # names in any collection
    fields.report(
        "D111",
        fields.place(key),
        f"文書が使う「{name}」という計算結果・項目はありません。",
        f"There is no result or point {name!r}, which the document uses.",
        f"「{near[0]}」ではありませんか。" if near else "業務の items.yaml にある名前を書いてください。",
        f"Did you mean {near[0]!r}?" if near else "Write a name of the business's items.yaml.",
    )


def _no_framework(name: str, framework: str) -> Finding:
    return Finding(
        code="D112",
        place=Place(name),
        ja=f"文書の骨組み {framework} がありません。",
        en=f"The framework of the document, {framework}, is missing.",
        remedy_ja="ブロック（{% block 名前 %}{% endblock %}）を置いたHTMLを、そのファイルに書いてください。",
        remedy_en="Write the HTML with its blocks ({% block name %}{% endblock %}) into that file.",
    )
