"""Who said what and which outlet carries it, as a directed graph: GraphML for networkx and yEd, GEXF for Gephi."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from rashomon.export.common import one_line
from rashomon.model.record import Record, hands

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, even escaped (section 2.2)."""


class Node(msgspec.Struct, frozen=True):
    """A person, body, place, group, outlet (one account) or claim. `detail` is its party, title or standing."""

    id: str
    kind: str
    label: str
    detail: str


class Edge(msgspec.Struct, frozen=True):
    """`said` runs from a speaker, `carries` from an account, both to a claim. `weight` counts statements."""

    source: str
    target: str
    kind: str
    weight: int


def graph_of(record: Record) -> tuple[list[Node], list[Edge]]:
    """Every entity, account and claim, and the ties between them, in the record's order."""
    nodes = [Node(d.id, "outlet", d.label, d.title or "") for d in record.documents]
    nodes += [Node(e.id, e.kind, e.name, e.party or "") for e in record.entities]
    changed = hands(record)
    nodes += [
        Node(c.id, "claim", c.text, c.standing + ("; changed by a person" if changed.keys() & {*c.statements} else ""))
        for c in record.claims
    ]
    statements = {statement.id: statement for statement in record.statements}
    known = {entity.id for entity in record.entities}
    ties: Counter[tuple[str, str, str]] = Counter()
    for claim in record.claims:
        for statement in (statements[id_] for id_ in claim.statements):
            ties[statement.document, claim.id, "carries"] += 1
            if statement.source and statement.source.entity in known:
                ties[statement.source.entity or "", claim.id, "said"] += 1
    return nodes, [Edge(*tie, weight) for tie, weight in sorted(ties.items())]


def write_graphml(record: Record, folder: Path) -> Path:
    """Write `graph.graphml` with kind, label and detail on nodes, kind and weight on edges."""
    nodes, edges = graph_of(record)
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    keys = [("node", "kind"), ("node", "label"), ("node", "detail"), ("edge", "kind"), ("edge", "weight")]
    for of, name in keys:
        form = "int" if name == "weight" else "string"
        ET.SubElement(root, "key", {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": form})
    graph = ET.SubElement(root, "graph", id="record", edgedefault="directed")
    for node in nodes:
        made = ET.SubElement(graph, "node", id=node.id)
        for name, value in (("kind", node.kind), ("label", node.label), ("detail", node.detail)):
            ET.SubElement(made, "data", key=f"node-{name}").text = legal(value)
    for number, edge in enumerate(edges):
        made = ET.SubElement(graph, "edge", id=f"edge{number}", source=edge.source, target=edge.target)
        for name, value in (("kind", edge.kind), ("weight", str(edge.weight))):
            ET.SubElement(made, "data", key=f"edge-{name}").text = value
    return _save(root, folder / "graph.graphml")


def write_gexf(record: Record, folder: Path) -> Path:
    """Write `graph.gexf` (GEXF 1.3) with the same nodes and edges."""
    nodes, edges = graph_of(record)
    root = ET.Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    graph = ET.SubElement(root, "graph", mode="static", defaultedgetype="directed")
    fields = ET.SubElement(graph, "attributes", {"class": "node"})
    for name in ("kind", "detail"):
        ET.SubElement(fields, "attribute", id=name, title=name, type="string")
    held = ET.SubElement(graph, "nodes", count=str(len(nodes)))
    for node in nodes:
        made = ET.SubElement(held, "node", id=node.id, label=legal(node.label))
        values = ET.SubElement(made, "attvalues")
        for name, value in (("kind", node.kind), ("detail", node.detail)):
            ET.SubElement(values, "attvalue", {"for": name, "value": legal(value)})
    drawn = ET.SubElement(graph, "edges", count=str(len(edges)))
    for number, edge in enumerate(edges):
        ends = {"id": str(number), "source": edge.source, "target": edge.target}
        ET.SubElement(drawn, "edge", {**ends, "kind": edge.kind, "weight": str(edge.weight)})
    return _save(root, folder / "graph.gexf")


def legal(words: str) -> str:
    """`words` on one line, characters that XML cannot hold shown as U+FFFD."""
    return one_line(_NOT_XML.sub("\ufffd", words))


def _save(root: ET.Element, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.indent(root)
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return path
