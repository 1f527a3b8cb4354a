"""Reads the files of the torture graph with the programs that people use, and compares what they found.

    check-files.py CLIENT WRITE-TORTURE

CLIENT is csv, xml, gexf, networkx, networkx-gexf, graphology, igraph, manifest, sqlite, xmllint or graphviz. Exits 77, with a reason, where the client is missing.
What each file must hold is worked out here from the graph as its own functions tell it, not by the code that writes.
"""
import collections
import csv
import hashlib
import io
import json
import math
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from xml.etree import ElementTree

NODE_COMMON = ["label", "name", "entity_type", "mentions", "confidence", "first_date", "last_date", "aliases", "sources",
               "evidence", "evidence_loc", "r", "g", "b", "size"]
NODE_OWN = ["count", "small", "amount", "start", "remark", "day", "title", "date", "file", "start_line", "end_line",
            "duplicate_of"]
EDGE_COMMON = ["label", "weight", "relation", "interaction", "mentions", "confidence", "first_date", "last_date",
               "sources", "evidence", "evidence_loc", "rule"]
EDGE_OWN = ["remark"]
DATES = {"first_date", "last_date", "start", "date"}
INT = {"mentions", "r", "g", "b", "count", "small", "start_line", "end_line"}
DOUBLE = {"confidence", "size", "weight", "amount"}
WIDE = {"count"}  # integers of which some do not fit 32 bits


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


def need(program):
    if shutil.which(program) is None:
        skip(program + " is not installed")


def equal(found, expected, what):
    if found != expected:
        sys.exit("%s:\n  found    %.600r\n  expected %.600r" % (what, found, expected))


def number(value):
    """As the files write a number: at most four decimals, at least one, no exponent."""
    text = "%.4f" % value
    text = text.rstrip("0")
    text = text + "0" if text.endswith(".") else text
    return "0.0" if text == "-0.0" else text


def cut(text, limit):
    return text if len(text) <= limit else text[: limit - 1].rstrip(" ") + "…"


def day(value):
    return "%04d-%02d-%02d" % (value // 10000, value // 100 % 100, value % 100) if value else ""


def clean(raw):
    """What becomes of bytes: UTF-8 or U+FFFD for each bad one, XML's characters, single spaces, NFC."""
    text = ""
    while raw:
        for n in (1, 2, 3, 4):
            try:
                text += raw[:n].decode("utf-8")
                raw = raw[n:]
                break
            except UnicodeDecodeError:
                continue
        else:
            text += "\ufffd"
            raw = raw[1:]
    white = "\t\n\v\f\r\u0085"
    text = "".join(" " if c in white or unicodedata.category(c) in ("Zs", "Zl", "Zp") else c for c in text)
    text = "".join(c for c in text if ord(c) >= 32 and c not in "\ufffe\uffff")
    return unicodedata.normalize("NFC", re.sub(" +", " ", text).strip(" "))


class Expected:
    """What the graph says, as attributes of nodes and edges by their ids."""

    def __init__(self, graph):
        self.evidence = graph["evidence"][:-1]
        self.raw_names = [bytes.fromhex(name) for name in graph["raw_names"]]
        self.node_list, self.edge_list = graph["nodes"][:-1], graph["edges"][:-1]
        self.names = {node["id"]: node["name"] for node in self.node_list}
        self.nodes = {node["id"]: self.node(node) for node in self.node_list}
        self.edges = {edge["id"]: self.edge(edge) for edge in self.edge_list}

        self.wide = WIDE if self.nodes else set()

    def common(self, element):
        rows = [self.evidence[i] for i in element["evidence"]]
        shown = max(rows, key=lambda row: row["confidence"]) if rows else None  # of equal ones the first
        found = {
            "mentions": str(element["mentions"]),
            "confidence": number(shown["confidence"]) if shown else "",
            "first_date": day(element["first"]),
            "last_date": day(element["last"]),
            "sources": " | ".join(sorted({row["file"] for row in rows})),
            "evidence": cut(shown["sentence"], 300) if shown else "",
            "evidence_loc": "%s#%s" % (shown["file"], shown["place"] or "L%d" % shown["at"][0]) if shown else "",
        }
        found.update({name: text for name, text in element["values"].items() if name})
        return found, shown

    def node(self, node):
        found, _ = self.common(node)
        red, green, blue = node["colour"]
        found.update({
            "label": cut(node["name"], 40), "name": node["name"], "entity_type": node["type"],
            "aliases": " | ".join(alias["alias"] for alias in node["aliases"]),
            "r": str(red), "g": str(green), "b": str(blue),
            "size": number(10 + 10 * math.log10(node["mentions"])),
        })
        return {name: text for name, text in found.items() if text}

    def edge(self, edge):
        found, shown = self.common(edge)
        found.update({
            "label": cut(edge["label"], 40), "weight": number(edge["mentions"]), "relation": edge["relation"],
            "interaction": edge["relation"], "rule": shown["rule"] if shown else "",
        })
        return {name: text for name, text in found.items() if text}


def typed(attributes):
    """As an importer with types holds them."""
    return {name: float(text) if name in DOUBLE | WIDE else int(text) if name in INT else text
            for name, text in attributes.items()}


# ---- clients

def check_names(expected):
    """The graph holds what the bytes that went in say."""
    if not expected.nodes:
        return
    things = {node["values"]["name"] for node in expected.node_list if node["type"] == "Thing"}
    for raw in expected.raw_names:
        if clean(raw) not in things:
            sys.exit("no node for %r, which is %r" % (raw, clean(raw)))


def read_csv(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    equal(data[:3], b"\xef\xbb\xbf", name + " begins with")
    equal(data.count(b"\n"), data.count(b"\r\n"), name + " has lines")
    rows = list(csv.reader(io.StringIO(data[3:].decode("utf-8"), newline=""), strict=True))
    equal("\r\n".join(",".join(row) for row in rows[:1]), data[3:].split(b"\r\n")[0].decode(), name + " header")
    for row in rows:
        equal(len(row), len(rows[0]), name + " columns")
        for cell in row:
            equal(re.sub(r"\\\\", "", cell).count("\\"), 0, name + " backslashes")
    return [[cell.replace("\\\\", "\\") for cell in row] for row in rows]


DAY = r"\d{4}-\d\d-\d\d"


def dated(elements, names):
    """The columns whose days have slashes: dates, and texts where there is nothing but days."""
    def is_days(name):
        texts = {element[name] for element in elements.values() if element.get(name)}
        return bool(texts) and all(re.fullmatch(DAY, text) for text in texts)
    return {name for name in names if name in DATES or is_days(name)}


def cells(attributes, names, dates):
    def cell(name):
        text = attributes.get(name, "")
        return text.replace("-", "/") if name in dates and re.fullmatch(DAY, text) else text
    return [cell(name) for name in names]


def timeset(attributes):
    return "<[%s, %s]>" % (attributes["first_date"], attributes["last_date"]) if "first_date" in attributes else ""


def renamed(names):
    return ["doc_ids" if name == "sources" else name for name in names]


def check_csv(folder, expected):
    check_names(expected)
    rest = NODE_COMMON[3:] + NODE_OWN
    rows = read_csv(folder, "nodes.csv")
    equal(rows[0], ["Id", "Label", "name", "entity_type", "Timeset"] + renamed(rest), "columns of nodes.csv")
    equal(len(rows) - 1, len(expected.nodes), "rows of nodes.csv")
    dates = dated(expected.nodes, rest)
    for row, (node_id, node) in zip(rows[1:], expected.nodes.items()):
        lead = [node_id, node["label"], node["name"], node["entity_type"], timeset(node)]
        equal(row, lead + cells(node, rest, dates), "row of nodes.csv")
    rest = [name for name in EDGE_COMMON if name not in ("label", "weight", "relation")] + EDGE_OWN
    rows = read_csv(folder, "edges.csv")
    equal(rows[0], ["Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "Timeset", "relation", "source_name",
                    "target_name"] + renamed(rest), "columns of edges.csv")
    equal(len(rows) - 1, len(expected.edges), "rows of edges.csv")
    dates = dated(expected.edges, rest)
    for row, source in zip(rows[1:], expected.edge_list):
        edge = expected.edges[source["id"]]
        lead = [source["source"], source["target"], "Directed", source["id"], edge["label"], edge["relation"],
                edge["weight"], timeset(edge), edge["relation"], expected.names[source["source"]],
                expected.names[source["target"]]]
        equal(row, lead + cells(edge, rest, dates), "row of edges.csv")
    check_evidence(folder, expected)


def check_evidence(folder, expected):
    rows = read_csv(folder, "evidence.csv")
    equal(rows[0], "element ref what file line column end_line end_column article rule confidence text sentence place".split(),
          "columns of evidence.csv")
    equal(len(rows) - 1, len(expected.evidence), "rows of evidence.csv")
    for row, evidence in zip(rows[1:], expected.evidence):
        ref = evidence["ref"]
        what = expected.edges[ref]["relation"] if evidence["of_edge"] else expected.nodes[ref]["entity_type"]
        equal(row, ["edge" if evidence["of_edge"] else "node", ref, what, evidence["file"]] +
              [str(n) for n in evidence["at"]] + [evidence["article"], evidence["rule"], number(evidence["confidence"]),
              evidence["text"], evidence["sentence"], evidence["place"]], "row of evidence.csv")
    keys = [(row[3], int(row[4]), int(row[5]), row[9].encode(), row[1]) for row in rows[1:]]
    equal(keys, sorted(keys), "order of evidence.csv")
    refs = {row[1] for row in rows[1:] if row[2] == "mentions"}
    equal(refs, {edge["id"] for edge in expected.edge_list if edge["relation"] == "mentions"}, "mentions in evidence.csv")


def check_xml(folder, expected):
    path = os.path.join(folder, "graph.graphml")
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    equal("\r" in text, False, "carriage returns")
    equal(re.findall(r"&[^;]*;", re.sub(r"<!\[CDATA\[.*?\]\]>", "", text, flags=re.S)), [], "entities")
    root = ElementTree.parse(path).getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    equal(root.tag, space + "graphml", "root")
    children = [child.tag for child in root]
    equal(children, [space + "key"] * (len(children) - 1) + [space + "graph"], "keys, then the graph")
    node_keys = {name: name for name in NODE_COMMON + NODE_OWN}
    edge_keys = {"edgelabel" if name == "label" else name if name in ("weight", "relation", "interaction") else "e_" + name:
                 name for name in EDGE_COMMON + EDGE_OWN}
    for kind, keys in (("node", node_keys), ("edge", edge_keys)):
        found = [(key.get("id"), key.get("attr.name"), key.get("attr.type")) for key in root.iter(space + "key")
                 if key.get("for") == kind]
        types = [(key, name, "double" if name in DOUBLE | expected.wide else "int" if name in INT else "string")
                 for key, name in keys.items()]
        equal(found, types, "keys of " + kind)
    graph = root.find(space + "graph")
    equal(graph.get("edgedefault"), "directed", "direction")

    def data(element, keys):
        for child in element:
            equal((child.tag, bool(child.text), len(child)), (space + "data", True, 0), "data of " + element.get("id"))
        found = {keys[child.get("key")]: child.text for child in element}
        equal(len(found), len(element), "data once each")
        for name in WIDE & found.keys():
            equal(found[name][-2:], ".0", "a wide integer")
            found[name] = found[name][:-2]
        return found

    found = {node.get("id"): data(node, node_keys) for node in graph.iter(space + "node")}
    equal(found, expected.nodes, "nodes")
    equal(list(found), list(expected.nodes), "order of nodes")
    equal(list(found), sorted(found, key=lambda i: (found[i]["entity_type"].encode(), found[i]["name"].encode(), i)),
          "nodes by type, name, id")
    found = {edge.get("id"): data(edge, edge_keys) for edge in graph.iter(space + "edge")}
    equal(found, expected.edges, "edges")
    ends = [(e.get("source"), e.get("label"), e.get("target")) for e in graph.iter(space + "edge")]
    equal(ends, [(e["source"], e["relation"], e["target"]) for e in expected.edge_list], "ends of edges")
    equal(ends, sorted(ends), "order of edges")
    equal([sorted(e.keys()) for e in graph.iter(space + "edge")], [["id", "label", "source", "target"]] * len(ends),
          "attributes of edges")


GEXF = "{http://www.gexf.net/1.2draft}"
GEXF_OWN = {"label", "weight", "r", "g", "b", "size"}  # what the format has places for
GEXF_TAKEN = {"start", "end", "pid", "viz"}


def interval(attributes):
    return attributes.get("first_date"), attributes.get("last_date")


def check_gexf(folder, expected):
    root = ElementTree.parse(os.path.join(folder, "graph.gexf")).getroot()
    equal((root.tag, root.attrib), (GEXF + "gexf", {"version": "1.2"}), "root")
    graph = root.find(GEXF + "graph")
    equal(graph.attrib, {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}, "graph")
    for kind, names in (("node", NODE_COMMON + NODE_OWN), ("edge", EDGE_COMMON + EDGE_OWN)):
        found = [(a.get("id"), a.get("title"), a.get("type")) for list_ in graph.iter(GEXF + "attributes") if list_.get("class") == kind
                 for a in list_]
        equal(found, [(name, "own_" + name if name in GEXF_TAKEN else name, "double" if name in DOUBLE else
                       "long" if name in expected.wide else "integer" if name in INT else "string")
                      for name in names if name not in GEXF_OWN], "attributes of " + kind)

    def data(element, own):
        values = [(value.get("for"), value.get("value")) for value in element.iter(GEXF + "attvalue")]
        found = dict(values)
        equal((len(found), "" in found.values()), (len(values), False), "values once each, none empty")
        found.update(own)
        return found

    nodes = {}
    for node in graph.iter(GEXF + "node"):
        viz = "{http://www.gexf.net/1.2draft/viz}"
        own = dict(node.find(viz + "color").attrib, size=node.find(viz + "size").get("value"), label=node.get("label"))
        nodes[node.get("id")] = data(node, own)
        equal((node.get("start"), node.get("end")), interval(nodes[node.get("id")]), "interval of a node")
    equal(nodes, expected.nodes, "nodes")
    equal(list(nodes), list(expected.nodes), "order of nodes")
    edges, ends = {}, []
    for edge in graph.iter(GEXF + "edge"):
        edges[edge.get("id")] = data(edge, {"label": edge.get("label"), "weight": edge.get("weight")})
        equal((edge.get("start"), edge.get("end")), interval(edges[edge.get("id")]), "interval of an edge")
        ends.append((edge.get("source"), edge.get("kind"), edge.get("target")))
    equal(edges, expected.edges, "edges")
    equal(ends, [(e["source"], e["relation"], e["target"]) for e in expected.edge_list], "ends of edges")


def check_networkx_gexf(folder, expected):
    try:
        import networkx
    except ImportError:
        skip("python3-networkx is not installed")
    graph = networkx.read_gexf(os.path.join(folder, "graph.gexf"))
    equal(graph.is_directed(), True, "directed")

    def seen(attributes):
        found = typed({("own_" + name if name in GEXF_TAKEN else name): text for name, text in attributes.items()
                       if name not in ("r", "g", "b", "size")})
        found.update({name: int(attributes[name]) for name in WIDE & attributes.keys()})
        found.update({name: value for name, value in zip(("start", "end"), interval(attributes)) if value})
        return found

    for node_id, node in expected.nodes.items():
        found = dict(graph.nodes[node_id])
        look = found.pop("viz")
        equal({**look["color"], "size": look["size"]}, {**{c: int(node[c]) for c in "rgb"}, "a": 1.0, "size": float(node["size"])}, "look")
        equal(found, seen(node), "node")
    equal(len(graph), len(expected.nodes), "number of nodes")
    found = {data["id"]: (source, target, {n: v for n, v in data.items() if n not in ("id", "kind")}) for source, target, data in graph.edges(data=True)}
    equal(found, {e["id"]: (e["source"], e["target"], seen(expected.edges[e["id"]])) for e in expected.edge_list}, "edges")


GRAPHOLOGY = """
const {MultiGraph} = require('graphology');
const gexf = require('graphology-gexf');
const graph = gexf.parse(MultiGraph, require('fs').readFileSync(process.argv[1], 'utf8'));
console.log(JSON.stringify(graph.export()));
"""


def check_graphology(folder, expected):
    """As Gephi Lite reads the file."""
    need("node")
    if subprocess.run(["node", "-e", "require('graphology-gexf'); require('@xmldom/xmldom')"], stderr=subprocess.DEVNULL).returncode != 0:
        skip("node does not find graphology-gexf: npm install graphology graphology-gexf @xmldom/xmldom, and NODE_PATH")
    graph = json.loads(run("node", "-e", GRAPHOLOGY, os.path.join(folder, "graph.gexf")))

    def seen(attributes):
        return typed({name: text for name, text in attributes.items() if name not in ("r", "g", "b")})

    def held(attributes):  # JavaScript has no integers of 64 bits
        return {name: float(value) if name in WIDE else value for name, value in attributes.items()}

    def seen_node(node):
        return dict(seen(node), color="rgb(%s,%s,%s)" % (node["r"], node["g"], node["b"]))

    equal({node["key"]: held(node["attributes"]) for node in graph["nodes"]}, {i: seen_node(node) for i, node in expected.nodes.items()}, "nodes")
    equal([edge["key"] for edge in graph["edges"] if edge.get("undirected")], [], "edges without direction")
    equal({edge["key"]: (edge["source"], edge["target"], edge["attributes"]) for edge in graph["edges"]},
          {e["id"]: (e["source"], e["target"], dict(seen(expected.edges[e["id"]]), kind=e["relation"])) for e in expected.edge_list}, "edges")


def check_sqlite(folder, expected):
    path = os.path.join(folder, "graph.db")
    database = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    database.row_factory = sqlite3.Row

    def ask(sql, *values):
        return database.execute(sql, values).fetchall()

    for question, answer in (("integrity_check", "ok"), ("freelist_count", 0), ("encoding", "UTF-8"), ("page_size", 4096)):
        equal(ask("PRAGMA " + question)[0][0], answer, question)
    equal(ask("PRAGMA foreign_key_check"), [], "references")

    def held(row, lead):
        return {name: row[name] for name in row.keys() if name not in lead and row[name] is not None}

    def plain(attributes):
        return {name: int(text) if name in INT else float(text) if name in DOUBLE else text
                for name, text in attributes.items() if name not in ("r", "g", "b", "size", "interaction")}

    rows = ask("SELECT * FROM nodes ORDER BY rowid")
    equal([row["id"] for row in rows], list(expected.nodes), "ids of nodes")
    for row in rows:
        equal(held(row, ["id"]), plain(expected.nodes[row["id"]]), "row of nodes")
    rows = ask("SELECT * FROM edges ORDER BY rowid")
    equal([(row["id"], row["source"], row["target"]) for row in rows], [(e["id"], e["source"], e["target"]) for e in expected.edge_list], "ends of edges")
    for row in rows:
        equal(held(row, ["id", "source", "target"]), plain(expected.edges[row["id"]]), "row of edges")
    equal([(r["ref"], r["file"], [r["line"], r["column"], r["end_line"], r["end_column"]], r["article"], r["rule"] or "", number(r["confidence"]),
            r["text"] or "", r["sentence"] or "") for r in ask("SELECT * FROM evidence ORDER BY rowid")],
          [(e["ref"], e["file"], e["at"], e["article"], e["rule"], number(e["confidence"]), e["text"], e["sentence"]) for e in expected.evidence], "evidence")
    equal([(r["id"], r["source_name"], r["relation"], r["target_name"]) for r in ask("SELECT * FROM statements ORDER BY id")],
          sorted((e["id"], expected.names[e["source"]], e["relation"], expected.names[e["target"]]) for e in expected.edge_list), "statements")
    equal({row["id"] for row in ask("SELECT id FROM sentences")}, {e["ref"] for e in expected.evidence}, "what sentences say")
    things = {i for i, node in expected.nodes.items() if node["entity_type"] == "Thing"}
    equal({row["id"] for row in ask("SELECT id, name, count, amount, start FROM thing")} if things else set(), things, "view of a type")
    views = {row[0] for row in ask("SELECT name FROM sqlite_master WHERE type = 'view'")}
    for view in views:
        ask('SELECT * FROM "%s" LIMIT 1' % view)
    with open(path, "rb") as file:
        data = file.read()
    equal(len(data), 4096 * ask("PRAGMA page_count")[0][0], "length")
    with tempfile.TemporaryDirectory() as other:
        copy = os.path.join(other, "copy.db")
        with open(copy, "wb") as file:
            file.write(data)
        with sqlite3.connect(copy) as changed:  # a file that can be written to
            changed.execute("DELETE FROM evidence")
        equal(changed.execute("SELECT count(*) FROM evidence").fetchone()[0], 0, "rows after DELETE")
        changed.close()


def check_networkx(folder, expected):
    try:
        import networkx
    except ImportError:
        skip("python3-networkx is not installed")
    graph = networkx.read_graphml(os.path.join(folder, "graph.graphml"), force_multigraph=True)
    equal(graph.is_directed(), True, "directed")
    equal({i: dict(graph.nodes[i]) for i in graph.nodes}, {i: typed(a) for i, a in expected.nodes.items()}, "nodes")
    found = {key: (source, target, dict(data)) for source, target, key, data in graph.edges(keys=True, data=True)}
    for _, _, data in found.values():
        data.pop("id", None)
    equal(found, {e["id"]: (e["source"], e["target"], typed(expected.edges[e["id"]])) for e in expected.edge_list}, "edges")


def check_igraph(folder, expected):
    try:
        import igraph
    except ImportError:
        skip("python3-igraph is not installed")
    graph = igraph.Graph.Read_GraphML(os.path.join(folder, "graph.graphml"))
    equal(graph.is_directed() or not expected.nodes, True, "directed")

    def held(element):
        return {name: value for name, value in element.attributes().items()
                if value not in ("", None) and not (isinstance(value, float) and math.isnan(value))}

    def plain(attributes):  # igraph has no integers
        return {name: float(value) if name in INT | DOUBLE else value for name, value in attributes.items()}

    ids = [vertex["id"] for vertex in graph.vs] if expected.nodes else []
    equal(ids, list(expected.nodes), "nodes")
    for vertex in graph.vs:
        equal(held(vertex), plain(dict(expected.nodes[vertex["id"]], id=vertex["id"])), "node")
    equal(graph.ecount(), len(expected.edge_list), "edges")
    for edge, source in zip(graph.es, expected.edge_list):
        equal((ids[edge.source], ids[edge.target]), (source["source"], source["target"]), "ends of an edge")
        found = {name[2:] if name.startswith("e_") else name: value for name, value in held(edge).items()}
        equal(found, plain(dict(expected.edges[source["id"]], id=source["id"])), "edge")


def run(*arguments):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0 or done.stderr:
        sys.exit("%s: exit %d: %.500s" % (" ".join(arguments[:2]), done.returncode, done.stderr.decode()))
    return done.stdout.decode("utf-8")


def check_xmllint(folder, _):
    need("xmllint")
    for name in ("graph.graphml", "graph.gexf"):
        run("xmllint", "--noout", os.path.join(folder, name))


def check_graphviz(folder, expected):
    for program in ("dot", "nop", "gvpr"):
        need(program)
    path = os.path.join(folder, "graph.dot")
    run("nop", "-p", path)
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    equal([line for line in lines if re.match(r"\s*(node|edge|graph)\s*\[", line)], [], "statements for all")
    equal([line for line in lines if line.endswith("\\")], [], "broken lines")
    program = ('N{printf("n\\t%s\\t%s\\t%s\\t%s\\n", $.name, $.entity_type, $.mentions, $.label)}'
               'E{printf("e\\t%s\\t%s\\t%s\\t%s\\t%s\\n", $.tail.name, $.head.name, $.relation, $.weight, $.label)}')
    rows = [line.split("\t") for line in run("gvpr", program, path).split("\n") if line]

    def label(text):
        return cut(text, 24).replace("\\", "\\\\")

    nodes = {row[1]: row[2:] for row in rows if row[0] == "n"}
    equal(nodes, {i: [node["entity_type"], node["mentions"], label(node["name"])] for i, node in expected.nodes.items()},
          "nodes of graph.dot")
    edges = sorted(row[1:] for row in rows if row[0] == "e")
    equal(edges, sorted([e["source"], e["target"], e["relation"], str(e["mentions"]), label(e["label"])]
                        for e in expected.edge_list), "edges of graph.dot")


def check_drawing(folder, expected):
    with open(os.path.join(folder, "graph.dot"), encoding="utf-8") as file:
        text = file.read()
    equal(text.count("->") <= 40 and text.count("entity_type=") <= 40, True, "at most 40 nodes and edges are drawn")
    svg = run("dot", "-Tsvg", os.path.join(folder, "graph.dot"))
    equal(svg.count('class="node"'), min(40, len(expected.nodes)), "nodes drawn")


def check_manifest(folder, expected):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    equal(manifest["factloom"], "1.2.3", "version")
    others = sorted(name for name in os.listdir(folder) if name != "manifest.json")
    equal(sorted(output["file"] for output in manifest["outputs"]), others, "outputs")
    for output in manifest["outputs"]:
        with open(os.path.join(folder, output["file"]), "rb") as file:
            data = file.read()
        equal(output, {"file": output["file"], "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}, "output")
    equal(manifest["counts"], {"documents": 1 if expected.nodes else 0, "nodes": len(expected.nodes), "edges": len(expected.edge_list),
                               "evidence": len(expected.evidence)}, "counts")
    for key, elements, name in (("nodes", expected.nodes, "entity_type"), ("edges", expected.edges, "relation")):
        counts = collections.Counter(element[name] for element in elements.values())
        equal({name: n for name, n in manifest[key].items() if n}, dict(counts), key)
    equal([source["file"] for source in manifest["sources"]], sorted({e["file"] for e in expected.evidence}), "sources")


CHECKS = {"csv": check_csv, "xml": check_xml, "gexf": check_gexf, "networkx": check_networkx, "networkx-gexf": check_networkx_gexf, "graphology": check_graphology, "igraph": check_igraph,
          "manifest": check_manifest, "sqlite": check_sqlite,
          "xmllint": check_xmllint, "graphviz": check_graphviz}


def read_folder(folder):
    found = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


def main():
    client, writer = sys.argv[1:]
    for more in ([], ["empty"]):
        with tempfile.TemporaryDirectory() as top:
            folder = os.path.join(top, "out")
            expected = Expected(json.loads(run(writer, folder, "0", *more)))
            CHECKS[client](folder, expected)
            if client == "manifest":
                again = os.path.join(top, "again")
                run(writer, again, "0", *more)
                equal(read_folder(again), read_folder(folder), "files that are written again")
            if client == "graphviz":
                run(writer, folder, "40", *more)
                check_drawing(folder, expected)
            print("ok: %s, %d nodes, %d edges, %d evidence" % (client, len(expected.nodes), len(expected.edges),
                                                               len(expected.evidence)))


if __name__ == "__main__":
    main()
