#!/usr/bin/python3
"""Whether the JSON Schemas that factloom prints say the same of a file as factloom itself.

    check-schema.py FACTLOOM SOURCE_ROOT

- rules/schema/ is what `factloom schema` prints now (after a change: factloom schema --out rules/schema);
- every file of the packs that ship names its schema in its first line, and is valid by it;
- every file of every pack in tests/golden that factloom takes is valid;
- what is broken in one place is not valid, and factloom does not take it either.
Exits 77 without python3-jsonschema and python3-yaml.
"""

import concurrent.futures
import copy
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

try:
    import jsonschema
    import yaml
except ImportError as error:
    print("skipped: %s" % error)
    sys.exit(77)

KINDS = ["pack", "schema", "rules", "factloom"]
HERE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema: what editors read by."""

    def construct_mapping(self, node, deep=False):
        return {str(key.value): self.construct_object(value, deep=True) for key, value in node.value}


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (("bool", "true|false", "tf"), ("null", "~|null|", ["~", "n", ""]), ("int", "[-+]?[0-9]+", "-+0123456789"),
                            ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789")):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile("^(?:%s)$" % pattern), list(first))
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node))

problems = []


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader)


def kind_of(path):
    name = os.path.basename(path)[:-len(".yaml")]
    return name if name in KINDS else "rules"


def find_error(validator, content):
    error = jsonschema.exceptions.best_match(validator.iter_errors(content))
    return None if error is None else "%s: %s" % ("/".join(map(str, error.absolute_path)), error.message[:300])


def check_printed(factloom, root):
    validators = {}
    for kind in KINDS:
        text = subprocess.run([factloom, "schema", kind], check=True, stdout=subprocess.PIPE, text=True).stdout
        with open(os.path.join(root, "rules/schema", kind + ".json"), encoding="utf-8") as file:
            if file.read() != text:
                problems.append("rules/schema/%s.json is not what factloom schema prints: factloom schema --out rules/schema" % kind)
        jsonschema.Draft7Validator.check_schema(json.loads(text))
        validators[kind] = jsonschema.Draft7Validator(json.loads(text))
    return validators


def check_shipped(validators, root):
    paths = sorted(glob.glob(os.path.join(root, "rules/*/*.yaml")))
    for path in paths:
        with open(path, encoding="utf-8") as file:
            line = HERE.match(file.readline())
        wanted = os.path.join(root, "rules/schema", kind_of(path) + ".json")
        if line is None or os.path.normpath(os.path.join(os.path.dirname(path), line.group(1))) != wanted:
            problems.append("%s: its first line does not name %s" % (path, wanted))
        error = find_error(validators[kind_of(path)], load(path))
        if error is not None:
            problems.append("%s: %s" % (path, error))
    return len(paths)


def is_taken(factloom, folder):
    done = subprocess.run([factloom, "check", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def check_golden(factloom, validators, root):
    folders = sorted({os.path.dirname(path) for path in glob.glob(os.path.join(root, "tests/golden/**/pack.yaml"), recursive=True)})
    taken = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for folder, good in zip(folders, pool.map(lambda folder: is_taken(factloom, folder), folders)):
            taken += good
            for path in sorted(glob.glob(os.path.join(folder, "*.yaml"))) if good else []:
                error = find_error(validators[kind_of(path)], load(path) or {})
                if error is not None:
                    problems.append("%s is taken by factloom, but: %s" % (path, error))
    return taken


PACK = {
    "pack": {"name": "town"},
    "schema": {"nodes": {"Person": {"key": ["name"]}, "Place": {"key": ["name"]}}, "edges": {"visited": {"from": "Person", "to": "Place"}}},
    "rules": {"rules": [{
        "id": "person", "match": "Ms (?<n>[A-Z][a-z]+)", "emit": [{"node": "Person", "at": "n", "name": "{n|trim}"}],
        "tests": [{"text": "Ms Oak", "expect": [{"node": "Person", "text": "Oak"}]}, {"text": "oak", "expect": []}]}]},
}

# What is put where: a file, the way to a value, and the value that may not stand there.
BROKEN = [
    ("pack", ["nmae"], "x"), ("pack", ["limits"], {"match": "many"}), ("pack", ["limits"], {"match": 1}), ("pack", ["cleaning"], {"join": True}),
    ("pack", ["cleaning"], {"join_lines": "yes"}), ("pack", ["sections"], [{"level": 0, "match": "x"}]), ("pack", ["sections"], [{"level": 1}]),
    ("pack", ["layouts"], [{"format": "text"}]), ("pack", ["layouts"], [{"name": "a", "format": "word"}]),
    ("pack", ["layouts"], [{"name": "a", "lines": {"t": {"heading": "two"}}}]), ("pack", ["variables"], {"year": {"else": "nearest"}}),
    ("pack", ["allow"], ["no-such-warning"]), ("pack", ["define"], {"Day": "x"}), ("pack", ["define"], {"day": {"about": "x"}}),
    ("schema", ["nodes", "Person", "overlap"], "widest"), ("schema", ["nodes", "Person", "propagate"], "source"), ("schema", ["nodes", "person"], {}),
    ("schema", ["nodes", "Person", "color"], "red"), ("schema", ["nodes", "Person", "properties"], {"age": "number"}), ("schema", ["edge"], {}),
    ("rules", ["rules", 0, "in"], "sentense"), ("rules", ["rules", 0, "confidence"], 2), ("rules", ["rules", 0, "id"], "Person"),
    ("rules", ["rules", 0, "unless"], {"word": "x"}), ("rules", ["rules", 0, "emit"], [{"nod": "Person"}]), ("rules", ["rules", 0, "emit"], None),
    ("rules", ["rules", 0, "emit", 0, "name"], "{n|nmber}"), ("rules", ["rules", 0, "emit", 0, "name"], "{n|number:3}"),
    ("rules", ["rules", 0, "emit"], [{"set": {"scope": "page", "a": "b"}}]), ("rules", ["rules", 0, "emit"], [{"edge": "visited", "from": "n"}]),
    ("rules", ["rules", 0, "tests", 0, "todo"], "later"), ("rules", ["rules", 0, "tests", 0], {"text": "x"}), ("rules", ["tests"], [{"rule": "person"}]),
    ("rules", ["lists"], [{"type": "Person"}]), ("rules", ["rules", 0, "allow"], ["no-litral"]),
]


def put(content, way, value):
    content = copy.deepcopy(content)
    where = content
    for step in way[:-1]:
        where = where[step]
    where[way[-1]] = value
    return content


def write_pack(folder, pack):
    for kind, content in pack.items():
        with open(os.path.join(folder, kind + ".yaml"), "w", encoding="utf-8") as file:
            yaml.safe_dump(content, file, allow_unicode=True)


def check_broken(factloom, validators):
    with tempfile.TemporaryDirectory() as folder:
        write_pack(folder, PACK)
        if not is_taken(factloom, folder):
            problems.append("the pack in which things are broken is not taken as it is")
        for kind, way, value in [(None, None, None)] + BROKEN:
            pack = dict(PACK) if kind is None else dict(PACK, **{kind: put(PACK[kind], way, value)})
            valid = all(find_error(validators[name], content) is None for name, content in pack.items())
            write_pack(folder, pack)
            taken = is_taken(factloom, folder)
            if valid != (kind is None) or taken != (kind is None):
                problems.append("%s: %s: %r: %s by the schema, %s by factloom" % (
                    kind, way, value, "valid" if valid else "not valid", "taken" if taken else "not taken"))


def main():
    factloom, root = [os.path.abspath(argument) for argument in sys.argv[1:]]
    validators = check_printed(factloom, root)
    shipped = check_shipped(validators, root)
    taken = check_golden(factloom, validators, root)
    check_broken(factloom, validators)
    if shipped < 9 or taken < 30:
        problems.append("hardly a file was looked at: %d shipped, %d packs of tests" % (shipped, taken))
    print("%d files that ship, %d packs of tests, %d broken ones" % (shipped, taken, len(BROKEN)))
    sys.exit("\n".join(problems) if problems else 0)


main()
