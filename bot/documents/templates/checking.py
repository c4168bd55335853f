"""Checks a Word file with fields before anybody fills it: which it holds, and what stands in it that is no field.

A template prints fields, repeats rows (`for`) and asks whether a field is empty (`if`). Everything else that Jinja
could do is refused: the file comes from outside, and it is filled in the bot's own process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from jinja2 import Environment, TemplateSyntaxError, nodes

from bot.documents.templates.fields import PlanFields, RowType, fields_of
from conversations.documents.templates import TemplateFault, TemplateFinding, TemplateReading

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

MARKS = ("{{", "{%")
MOST_FINDINGS = 20
LONGEST_PLACE = 80
"""Characters of the paragraph that is quoted."""
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties of the file in which fields are filled, too."""
_LOOP = ("first", "last", "index")


def read(content: bytes) -> TemplateReading | None:
    """None for what is no Word file, or one without any field."""
    import docx  # noqa: PLC0415 (a tenth of the start, needed a few times a year)
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 (as above)
    from docxtpl import DocxTemplate  # noqa: PLC0415 (as above)

    try:
        docx.Document(BytesIO(content))
    except (BadZipFile, KeyError, PackageNotFoundError, ValueError):
        return None
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    sources = list(_sources(template))
    if not any(mark in source for source in sources for mark in MARKS):
        return None
    places = list(_places(template))
    paths: dict[str, None] = {}
    findings: list[TemplateFinding] = []
    for source in sources:
        check = _Check(places)
        try:
            check.body(Environment(autoescape=True).parse(source).body, {}, "")
        except TemplateSyntaxError as error:
            findings.append(TemplateFinding(fault=TemplateFault.SYNTAX, field=str(error.message)))
        paths |= dict.fromkeys(check.paths)
        findings += check.findings
    return TemplateReading(list(paths), findings[:MOST_FINDINGS])


def _sources(template: "DocxTemplate") -> Iterator[str]:
    """The body, headers, footers, footnotes and properties, as the filling reads them."""
    yield template.patch_xml(template.get_xml())
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(kind):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type == FOOTNOTES:
            yield template.patch_xml(part.blob.decode())
    yield from (getattr(template.docx.core_properties, name) for name in PROPERTIES)


def _places(template: "DocxTemplate") -> Iterator[str]:
    from docx.oxml.ns import qn  # noqa: PLC0415 (as above)

    for paragraph in template.docx.element.body.iter(qn("w:p")):
        text = "".join(run.text or "" for run in paragraph.iter(qn("w:t")))
        if any(mark in text for mark in MARKS):
            yield text


@dataclass(frozen=True, slots=True)
class _Meant:
    path: str
    rows: RowType | None
    """Of a list; None for a text."""


Scope = Mapping[str, tuple[str, RowType]]
"""The variables of the loops around, each with the path and the type of its rows."""


class _Check:
    def __init__(self, places: Sequence[str]) -> None:
        self.paths: list[str] = []
        self.findings: list[TemplateFinding] = []
        self._places = places

    def body(self, body: Sequence[nodes.Node], scope: Scope, inside: str) -> None:
        """`inside` is the variable of the nearest loop."""
        for node in body:
            match node:
                case nodes.Output():
                    for printed in node.nodes:
                        self._printed(printed, scope)
                case nodes.For(
                    iter=listed, target=nodes.Name(name=name), body=rows, else_=without, test=None, recursive=False
                ):
                    self._loop(listed, name, rows, scope, inside)
                    self.body(without, scope, inside)
                case nodes.If(test=test, body=then, elif_=others, else_=otherwise):
                    self._test(test, scope)
                    for branch in (then, others, otherwise):
                        self.body(branch, scope, inside)
                case _:
                    self._refuse(TemplateFault.NOT_ALLOWED, _written(node))

    def _printed(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.TemplateData) or _is_of_loop(node):
            return
        field = self._field(node, scope)
        if field is not None and field.rows is not None:
            self._refuse(TemplateFault.LIST_PRINTED, _written(node))

    def _loop(self, listed: nodes.Node, variable: str, rows: Sequence[nodes.Node], scope: Scope, inside: str) -> None:
        field = self._field(listed, scope)
        if field is None:
            return
        if field.rows is None:
            self._refuse(TemplateFault.NOT_A_LIST, _written(listed))
        elif inside and not _written(listed).startswith(f"{inside}."):
            self._refuse(TemplateFault.NOT_INSIDE, _written(listed))
        else:
            self.body(rows, {**scope, variable: (f"{field.path}.", field.rows)}, variable)

    def _test(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Not(node=inner):
                self._test(inner, scope)
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                self._test(left, scope)
                self._test(right, scope)
            case nodes.Compare(expr=left, ops=operands):
                for side in (left, *(operand.expr for operand in operands)):
                    if not isinstance(side, nodes.Const):
                        self._test(side, scope)
            case _ if not _is_of_loop(node):
                self._field(node, scope)

    def _field(self, node: nodes.Node, scope: Scope) -> _Meant | None:
        """The field that is meant. What is none is a finding."""
        match node:
            case nodes.Name(name=name) if name not in scope:
                return self._of_row("", PlanFields, name, name)
            case nodes.Getattr(node=nodes.Name(name=variable), attr=name) if variable in scope:
                inside, row = scope[variable]
                return self._of_row(inside, row, name, f"{variable}.{name}")
            case nodes.Name() | nodes.Getattr():
                self._refuse(TemplateFault.UNKNOWN_FIELD, _written(node))
            case _:
                self._refuse(TemplateFault.NOT_ALLOWED, _written(node))
        return None

    def _of_row(self, inside: str, row: RowType, name: str, written: str) -> _Meant | None:
        names = fields_of(row)
        if name in names:
            self.paths.append(f"{inside}{name}")
            return _Meant(f"{inside}{name}", names[name])
        close = get_close_matches(name, names, n=1)
        prefix = written.removesuffix(name)
        self._refuse(TemplateFault.UNKNOWN_FIELD, written, closest=prefix + close[0] if close else "")
        return None

    def _refuse(self, fault: TemplateFault, field: str, *, closest: str = "") -> None:
        place = next((place for place in self._places if field and field in place), "")
        self.findings.append(TemplateFinding(fault=fault, field=field, closest=closest, place=place[:LONGEST_PLACE]))


def _is_of_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Getattr) and _written(node) in {f"loop.{name}" for name in _LOOP}


def _written(node: Any) -> str:
    """As the template writes it, for names; else the name of what it does."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=of, attr=name):
            return f"{_written(of)}.{name}"
        case nodes.Filter(node=of, name=name):
            return f"{_written(of)} | {name}"
        case nodes.Call(node=of):
            return f"{_written(of)}(…)"
    return type(node).__name__.lower()
