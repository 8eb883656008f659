"""Owns what a block may say: text, declared variables, if, and for over a list of figures. Nothing else is a template.

A block that can neither assign, count, call nor import ends after a number of steps that its length and the figures
bound, and reaches neither a file nor anything but its variables: that is seen on its syntax tree before it ever runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from jinja2 import TemplateSyntaxError, nodes

from uwanose.documents.notices.declared import Document, Variable, read_documents
from uwanose.documents.notices.environment import FILTERS, sandbox
from uwanose.errors import Finding, Place, nearest
from uwanose.layers.model import Profile, Rank
from uwanose.points.model import Catalog, DatedValue

__all__ = ["MOST_LETTERS", "all_documents", "block_findings", "document_findings", "value_findings"]

MOST_LETTERS = 20_000  # of one block: a page of A4 holds some 2,000
_COLUMNS = ("label", "amount")
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.If, nodes.CondExpr,
    nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip
_WORDS = {
    nodes.Assign: "set", nodes.AssignBlock: "set", nodes.Macro: "macro", nodes.Call: "( )", nodes.CallBlock: "call",
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from … import", nodes.Extends: "extends",
    nodes.Block: "block", nodes.Mul: "*", nodes.Pow: "**", nodes.Add: "+", nodes.Sub: "-", nodes.Concat: "~",
    nodes.Div: "/", nodes.Getitem: "[ ]", nodes.List: "[ ]", nodes.Dict: "{ }", nodes.Test: "is", nodes.With: "with",
}  # fmt: skip


def all_documents(catalog: Catalog, profile: Profile) -> tuple[dict[str, Document], list[Finding]]:
    """Return the documents by name, and everything that is wrong with them in any layer."""
    found: list[Finding] = []
    documents = read_documents(catalog, found)
    for document in documents.values():
        found.extend(document_findings(document, profile))
    return documents, found


def document_findings(document: Document, profile: Profile) -> list[Finding]:
    """Return everything that is wrong with a document: its blocks, and what each layer says in them."""
    found = list(block_findings(document))
    for point in document.blocks.values():
        for value in point.values:
            found.extend(value_findings(document, value.value, value.place, "national"))
    for value, scope in _overrides(document, profile):
        found.extend(value_findings(document, value.value, value.place, scope))
    return found


def block_findings(document: Document) -> Iterator[Finding]:
    """Yield blocks of the framework without a point, points without a block, and what the framework may not say."""
    try:
        tree = sandbox().parse(document.framework)
    except TemplateSyntaxError as error:
        yield _broken(Place(document.framework_file, error.lineno, 1), error, "national")
        return
    placed = {block.name: block.lineno for block in tree.find_all(nodes.Block)}
    for name, line in placed.items():
        if name not in document.blocks:
            yield _no_point(document, name, Place(document.framework_file, line, 1))
    for name, point in document.blocks.items():
        if name not in placed:
            yield _no_block(document, name, point.place, list(placed))
    yield from _said(
        tree, document.variables, Place(document.framework_file, 1, 1), "national", (nodes.Block,)
    )


def value_findings(document: Document, text: object, place: Place, scope: str) -> Iterator[Finding]:
    """Yield what a block's wording may not say, at its line in the file."""
    if not isinstance(text, str):
        return
    if len(text) > MOST_LETTERS:
        yield _too_long(len(text), place, scope)
        return
    first = place if "\n" not in text else replace(place, line=place.line + 1, column=1)  # below a | of YAML
    try:
        tree = sandbox().parse(text)
    except TemplateSyntaxError as error:
        yield _broken(replace(first, line=first.line + error.lineno - 1), error, scope)
        return
    yield from _said(tree, document.variables, first, scope)


def _overrides(document: Document, profile: Profile) -> Iterator[tuple[DatedValue, str]]:
    """Yield the wordings of the register, each with whom it touches."""
    points = {point.id for point in document.blocks.values()}
    for entry in profile.customizations.values():
        contents = [entry.content, *(version.content for version in entry.versions)]
        mine = [override for content in contents for override in content if override.point in points]
        if not mine:
            continue
        adopters = [one for one in profile.adoptions if one.customization == entry.id]
        scope = " ".join(
            dict.fromkeys(
                "prefecture" if one.layer is Rank.PREFECTURE else one.municipality for one in adopters
            )
        )
        for override in mine:
            for value in override.values:
                yield value, "prefecture" if "prefecture" in scope.split() else scope or "register"


def _said(
    tree: nodes.Template,
    variables: Mapping[str, Variable],
    first: Place,
    scope: str,
    also: tuple[type[nodes.Node], ...] = (),
) -> Iterator[Finding]:
    yield from _walk(tree, _Scope(variables, first, scope, (*_PLAIN, *also)), {}, 0)


class _Scope:
    """What surrounds a node while a tree is looked through."""

    def __init__(
        self, variables: Mapping[str, Variable], first: Place, scope: str, may: tuple[type[nodes.Node], ...]
    ) -> None:
        self.variables, self.first, self.scope, self.may = variables, first, scope, may

    def at(self, node: nodes.Node) -> Place:
        return replace(self.first, line=self.first.line + node.lineno - 1)


def _walk(node: nodes.Node, around: _Scope, rows: Mapping[str, Variable], depth: int) -> Iterator[Finding]:
    if not isinstance(node, around.may):
        yield _not_possible(
            _WORDS.get(type(node), type(node).__name__.lower()), around.at(node), around.scope
        )
        return
    if isinstance(node, nodes.For):
        yield from _loop(node, around, rows, depth)
        return
    if isinstance(node, nodes.Getattr):
        yield from _attribute(node, around, rows)
        return
    if isinstance(node, nodes.Name):
        if node.name not in around.variables or node.name in rows:
            known = [*around.variables, *(f"{row}.{column}" for row in rows for column in _COLUMNS)]
            yield _undeclared(node.name, known, around.at(node), around.scope)
        return
    if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
        yield _not_possible(f"|{node.name}", around.at(node), around.scope)
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, around, rows, depth)


def _loop(node: nodes.For, around: _Scope, rows: Mapping[str, Variable], depth: int) -> Iterator[Finding]:
    over = around.variables.get(node.iter.name) if isinstance(node.iter, nodes.Name) else None
    plain = isinstance(node.target, nodes.Name) and node.test is None and not node.recursive
    if over is None or over.type != "rows" or not plain or depth:
        yield _not_possible("for", around.at(node), around.scope)
        return
    assert isinstance(node.target, nodes.Name)
    inside = {**rows, node.target.name: over}
    for child in [*node.body, *node.else_]:
        yield from _walk(child, around, inside, depth + 1)


def _attribute(node: nodes.Getattr, around: _Scope, rows: Mapping[str, Variable]) -> Iterator[Finding]:
    name = node.node.name if isinstance(node.node, nodes.Name) else "…"
    if name not in rows or node.attr not in _COLUMNS:
        known = [*around.variables, *(f"{row}.{column}" for row in rows for column in _COLUMNS)]
        yield _undeclared(f"{name}.{node.attr}", known, around.at(node), around.scope)


def _undeclared(name: str, known: Collection[str], place: Place, scope: str) -> Finding:
    near = nearest(name, known)
    return Finding(
        code="D113",
        place=place,
        scope=scope,
        ja=f"文面の変数「{name}」は、この文書にありません。",
        en=f"The document has no variable {name!r}, which this wording uses.",
        remedy_ja=f"「{near[0]}」ではありませんか。" if near else f"使えるのは {'、'.join(known)} です。",
        remedy_en=f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}.",
    )


def _not_possible(word: str, place: Place, scope: str) -> Finding:
    return Finding(
        code="D114",
        place=place,
        scope=scope,
        ja=f"文面に「{word}」は書けません。計算・繰返しの入れ子・ファイルの読込み・呼出しは、止まらない文書や漏えいのもとになるためです。",
        en=f"A wording cannot hold {word!r}: counting, nested loops, files and calls make papers that never end, or that leak.",
        remedy_ja=f"書けるのは、文、{{{{ 変数 }}}}、if、行の一覧の for、{'・'.join('|' + name for name in FILTERS)} です。計算は計算式に書きます。",
        remedy_en=f"There are text, {{{{ variable }}}}, if, for over rows, and {', '.join('|' + name for name in FILTERS)}.",
    )


def _broken(place: Place, error: TemplateSyntaxError, scope: str) -> Finding:
    return Finding(
        code="D115",
        place=place,
        scope=scope,
        ja=f"文面の書き方が違います（{error.message}）。",
        en=f"The wording cannot be read ({error.message}).",
        remedy_ja="{{ 変数 }}、{% if 変数 %}…{% endif %}、{% for row in 一覧 %}…{% endfor %} の組を確かめてください。",
        remedy_en="Look at the pairs {{ … }}, {% if … %}…{% endif %}, {% for … %}…{% endfor %}.",
    )


def _too_long(letters: int, place: Place, scope: str) -> Finding:
    return Finding(
        code="D116",
        place=place,
        scope=scope,
        ja=f"文面が長すぎます（{letters:,}字）。1つのブロックは {MOST_LETTERS:,}字までです。",
        en=f"The wording is too long ({letters:,} letters; a block holds {MOST_LETTERS:,}).",
        remedy_ja="文面を短くするか、同封の別紙にしてください。",
        remedy_en="Shorten it, or enclose a paper of its own.",
    )


def _no_point(document: Document, name: str, place: Place) -> Finding:
    return Finding(
        code="D117",
        place=place,
        ja=f"骨組みのブロック「{name}」に文面の項目がありません。",
        en=f"The framework has a block {name!r} that no point words.",
        remedy_ja=f"項目 {document.business}.{document.name}.{name}（kind: template）を宣言してください。",
        remedy_en=f"Declare the point {document.business}.{document.name}.{name} (kind: template).",
    )


def _no_block(document: Document, name: str, place: Place, placed: list[str]) -> Finding:
    near = nearest(name, placed)
    return Finding(
        code="D118",
        place=place,
        ja=f"文面の項目「{name}」を置くブロックが、骨組み {document.framework_file} にありません。",
        en=f"No block of the framework {document.framework_file} takes the wording {name!r}.",
        remedy_ja=f"「{near[0]}」ではありませんか。"
        if near
        else f"{{% block {name} %}}{{% endblock %}} を置いてください。",
        remedy_en=f"Did you mean {near[0]!r}?"
        if near
        else f"Write {{% block {name} %}}{{% endblock %}} where it belongs.",
    )
