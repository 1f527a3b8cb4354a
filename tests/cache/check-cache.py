#!/usr/bin/python3
"""What comes of a build with a cache is what comes of one without: the same files, the same messages.

    check-cache.py FACTLOOM

A small project is built again and again while sources and rules change at random, the cache is damaged now and then, and the number
of threads varies; each time beside a build that keeps nothing.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROUNDS = 60
NAMES = ["Ash", "Birch", "Elm", "Fir", "Hazel", "Larch", "Oak", "Rowan", "Willow", "Yew"]
CACHE = ".factloom-cache"
RULES = """rules:
- {id: person, match: 'M[sr] (?<name>[A-Z][a-z]+)', emit: [{node: Person}]}
- {id: meeting, match: '(?<name>%s meeting)', emit: [{node: Meeting}]}
- {id: attended, match: '{who:Person} attended the {what:Meeting}', emit: [{edge: attended, from: who, to: what}]}
lists: [{type: Place, file: places.csv}]
"""
FILES = {
    "council/pack.yaml": "name: council\ncleaning: {join_lines: true}\nseparators: {sentence: '[.]+', clause: '[,.]+'}\n",
    "council/schema.yaml": "nodes:\n  Person: {key: [name]}\n  Meeting: {key: [name]}\n  Place: {key: [name]}\n"
                           "edges:\n  attended: {from: Person, to: Meeting}\n",
    "council/rules.yaml": RULES % "[a-z]+",
    "council/places.csv": "name\nOakham\nElmton\n",
    "factloom.yaml": "packs: [council]\nsources: [minutes]\n",
}


def write(path, text, mode="w"):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, mode) as file:
        file.write(text)


def read_tree(folder):
    tree = {}
    for where, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(where, name), "rb") as file:
                tree[os.path.relpath(os.path.join(where, name), folder)] = file.read()
    return tree


def make_minutes(draw):
    lines = [f"M{draw.choice('rs')} {draw.choice(NAMES)} attended the {draw.choice(['budget', 'parish', 'school'])} meeting in "
             f"{draw.choice(['Oakham', 'Elmton', 'Fenby'])}." for _ in range(draw.randrange(1, 6))]
    # How a source was read is a finding, which a cached document must repeat.
    return ("# Minutes\n\n" + "\n".join(lines) + "\n").encode() + draw.choice([b"", b"", "会议在镇上召开。\n".encode("gb18030")])


def change_something(draw):
    what = draw.randrange(6)
    source = f"minutes/{draw.randrange(8)}.md"
    if what <= 2:
        write(source, make_minutes(draw), "wb")
    elif what == 3 and os.path.exists(source) and len(os.listdir("minutes")) > 2:
        os.remove(source)
    elif what == 4:
        write("council/rules.yaml", RULES % draw.choice(["[a-z]+", "budget", "(?:budget|parish)", "[b-s]+"]))
    elif what == 5:
        write("council/places.csv", "name\n" + "\n".join(draw.sample(["Oakham", "Elmton", "Fenby"], 2)) + "\n")


def damage_something(draw):
    entries = [name for name in sorted(os.listdir(CACHE)) if len(name) == 64]
    path = os.path.join(CACHE, draw.choice(entries))
    with open(path, "rb") as file:
        data = bytearray(file.read())
    kind = draw.randrange(5)
    if kind == 0:
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    elif kind == 1:
        del data[draw.randrange(len(data)):]
    elif kind == 2:
        data = bytearray(draw.randbytes(draw.randrange(2000)))
    elif kind == 3:
        data += b"{}\n"
    else:  # whole, but of another key
        with open(os.path.join(CACHE, draw.choice(entries)), "rb") as file:
            data = bytearray(file.read())
    os.remove(path)
    write(path, data, "wb")


def damage_output(draw):
    """A file of the graph is changed, is gone, or one is there that is not written."""
    path = "out/" + draw.choice(["nodes.csv", "graph.gexf", "manifest.json", "graph.db"])
    kind = draw.randrange(3)
    if kind == 0 and os.path.exists(path):
        os.remove(path)
    elif kind == 1 and os.path.exists(path):
        with open(path, "r+b") as file:
            file.seek(draw.randrange(os.path.getsize(path)))
            file.write(b"#")
    else:
        write(path, "mine")


def build(factloom, out, *options):
    done = subprocess.run([factloom, "build", "--summary", "--verbose", "--out", out, *options], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    said = "".join(line for line in done.stderr.splitlines(True) if "warning: cache: " not in line)
    extracted = re.search(r"^documents +\d+ +(\d+) extracted", done.stdout, re.MULTILINE)
    summary = [line for line in done.stdout.splitlines() if not re.match("documents|seconds|written to|up to date", line)]
    return done.returncode, said, read_tree(out), int(extracted.group(1)) if extracted else None, done.stderr, summary


def compare(factloom, draw, *options):
    """A build with the cache beside one without; how many documents were extracted."""
    warm = build(factloom, "out", "--threads", draw.choice("128"), *options)
    cold = build(factloom, "cold", "--threads", draw.choice("128"), "--no-cache")
    if warm[0] != 0 or cold[0] != 0:
        sys.exit("a build failed:\n" + warm[4] + cold[4])
    for i, what in ((0, "exit codes"), (1, "messages"), (2, "files"), (5, "summaries")):
        if warm[i] != cold[i]:
            sys.exit(f"{what} differ with a cache:\n{warm[i]}\nwithout:\n{cold[i]}"[:4000])
    return warm[3], warm[4]


def expect(what, good):
    if not good:
        sys.exit("not so: " + what)


def check_counts(factloom, draw):
    n = len(os.listdir("minutes"))
    expect("the first build extracts everything", compare(factloom, draw)[0] == n)
    expect("nothing changed: nothing is extracted", compare(factloom, draw)[0] == 0)
    name = "minutes/" + sorted(os.listdir("minutes"))[0]
    write(name, b"\nMr Sorrel attended the harvest meeting.\n", "ab")
    expect("one changed source: one document is extracted", compare(factloom, draw)[0] == 1)
    os.rename(name, "minutes/other-name.md")
    expect("another name is another document", compare(factloom, draw)[0] == 1)
    write("council/places.csv", "name\nOakham\nElmton\nFenby\n")
    expect("other rules: everything is extracted", compare(factloom, draw)[0] == n)
    write("council/places.csv", FILES["council/places.csv"])
    expect("rules as they were: nothing is extracted", compare(factloom, draw)[0] == 0)
    with open("minutes/other-name.md", "rb") as file:
        before = file.read()
    for text, n_extracted in ((before + b"\nMr Rush attended the harvest meeting.\n", 1), (before, 0)):
        write("minutes/other-name.md", text, "wb")
        expect("there and back again", compare(factloom, draw)[0] == n_extracted)
    expect("only the cache that is named is used", compare(factloom, draw, "--cache", "elsewhere/cache")[0] == n)
    expect("it is used again", compare(factloom, draw, "--cache", "elsewhere/cache")[0] == 0)


def check_edits(factloom, draw):
    for i in range(ROUNDS):
        for _ in range(draw.randrange(3)):
            change_something(draw)
        damaged = draw.randrange(3) == 0
        if damaged:
            damage_something(draw)
        if draw.randrange(3) == 0:
            damage_output(draw)
        compare(factloom, draw)
        done = subprocess.run([factloom, "build", "--check"], stderr=subprocess.PIPE, text=True)
        expect("what was built is up to date\n" + done.stderr, done.returncode == 0)
    shutil.rmtree(CACHE)
    for i in range(3):
        compare(factloom, draw)


def check_declared(factloom):
    """Who says what sources are in stands in a finding: it is the one who says so now."""
    said = {}
    write("declared/notice.md", "会议在镇上召开。\n".encode("gb18030"), "wb")
    for who, line, option in (("--encoding", "", ["--encoding", "GB18030"]), ("factloom.yaml", "encoding: GB18030\n", [])):
        write("factloom.yaml", "packs: [council]\nsources: [declared]\n" + line)
        for command in (["build", "--verbose"], ["extract"]):
            for cached in ([], ["--no-cache"], []):
                done = subprocess.run([factloom, *command, *option, *cached], capture_output=True, text=True)
                expect(f"{command[0]} succeeds: {done.stderr}", done.returncode == 0)
                expect(f"{command[0]} says what {who} says", f"as {who} says" in done.stdout + done.stderr)
                expect("with a cache as without", said.setdefault((who, *command), done.stderr + done.stdout) == done.stderr + done.stdout)
    write("factloom.yaml", FILES["factloom.yaml"])


def check_unusable(factloom, draw):
    """A cache that can't be used is said, once, and does no harm."""
    n = len(os.listdir("minutes"))
    write("foreign/letter.txt", "dear")
    write("file", "")
    for folder in ["foreign", "file", "file/below", "/proc/factloom"]:
        extracted, said = compare(factloom, draw, "--cache", folder)
        expect(f"without a cache in {folder} everything is extracted", extracted == n)
        expect(f"it is said that {folder} can't be used", said.count("warning: cache: " + folder) == 1)
    expect("a foreign folder is left alone", os.listdir("foreign") == ["letter.txt"])
    write(os.path.join(CACHE, "note.txt"), "what else lies there")
    expect("a cache may hold other things", compare(factloom, draw)[0] == 0)
    os.remove(os.path.join(CACHE, "CACHEDIR.TAG"))
    expect("without its tag a folder is no cache", compare(factloom, draw)[0] == n)


def main():
    factloom = os.path.abspath(sys.argv[1])
    draw = random.Random(20311)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for path, text in FILES.items():
            write(path, text)
        for i in range(8):
            write(f"minutes/{i}.md", make_minutes(draw), "wb")
        check_counts(factloom, draw)
        check_edits(factloom, draw)
        check_declared(factloom)
        check_unusable(factloom, draw)
        os.chdir("/")


main()
