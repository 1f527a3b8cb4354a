#!/usr/bin/python3
"""A build that is killed at any moment leaves the folder as it was or as it was to be; what it left beside it goes with the next.

    check-interrupt.py FACTLOOM

Two versions of a source are built in turn, each run killed after a random part of the time that a whole one takes. Whatever
lies in the folder that is nobody's output must be there all the time: files, a link, a folder, what cannot have a second name.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

KILLS = 100
FILES = {
    "council/pack.yaml": "name: council\ncleaning: {join_lines: true}\nseparators: {sentence: '[.]+', clause: '[,.]+'}\n",
    "council/schema.yaml": "nodes:\n  Person: {key: [name]}\nedges:\n  knows: {from: Person, to: Person}\n",
    "council/rules.yaml": "rules:\n- {id: person, match: 'Mr (?<name>[A-Z][a-z]+)', emit: [{node: Person}]}\n"
                          "- {id: knows, match: '{a:Person} knows {b:Person}', emit: [{edge: knows, from: a, to: b}]}\n",
}
NAMES = ["Ash", "Birch", "Elm", "Fir", "Hazel", "Larch", "Oak", "Rowan", "Willow", "Yew"]


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read_folder(folder):
    """Everything in a folder: name to bytes, or to what else it is."""
    found = {}
    for where, folders, names in os.walk(folder):
        for name in folders + names:
            path = os.path.join(where, name)
            if os.path.islink(path):
                found[os.path.relpath(path, folder)] = "-> " + os.readlink(path)
            elif os.path.isfile(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
            else:
                found[os.path.relpath(path, folder)] = "folder"
    return found


def make_source(draw):
    return "".join(f"Mr {draw.choice(NAMES)} knows Mr {draw.choice(NAMES)} of {i}.\n" for i in range(400))


class Project:
    def __init__(self, factloom, draw):
        self.command = [factloom, "build", "--pack", "council", "--out", "out", "--format", "graphml", "--format", "csv", "--format", "gexf",
                        "--format", "dot", "--format", "sqlite", "source.txt"]
        self.sources = [make_source(draw), make_source(draw)]
        for path, text in FILES.items():
            write(path, text)
        self.whole = []
        for i in (0, 1):
            started = time.monotonic()
            self.run(i)
            self.seconds = time.monotonic() - started
            self.whole.append(read_folder("out"))
        write("out/notes.txt", "mine")
        write("out/sub/deep/x", "mine")
        os.symlink("notes.txt", "out/link")
        self.others = {name: what for name, what in read_folder("out").items() if name not in self.whole[1]}

    def run(self, i):
        write("source.txt", self.sources[i])
        subprocess.run(self.command, check=True, stderr=subprocess.DEVNULL)

    def kill(self, i, after):
        """Whether it was still at work."""
        write("source.txt", self.sources[i])
        process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait() < 0

    def state(self):
        """Which of the versions the folder holds."""
        found = read_folder("out")
        for name, what in self.others.items():
            if found.pop(name, None) != what:
                sys.exit(f"out/{name}, which is no output, was lost or changed")
        found = {name: what for name, what in found.items() if not name.startswith(".factloom.")}
        if found not in self.whole:
            mixed = {name: [i for i in (0, 1) if self.whole[i].get(name) == found.get(name)] for name in found.keys() | self.whole[0].keys()}
            sys.exit(f"the folder is neither the old one nor the new one: {mixed}")
        return self.whole.index(found)


def leftovers():
    return [name for name in os.listdir(".") if name.startswith(".out.")] + [name for name in os.listdir("out") if name.startswith(".factloom")]


def main():
    factloom = os.path.abspath(sys.argv[1])
    draw = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        project = Project(factloom, draw)
        killed, left, states = 0, 0, []
        before = project.state()
        while killed < KILLS:
            aim = draw.randrange(2)
            hit = project.kill(aim, draw.random() * 1.1 * project.seconds)
            killed += hit
            state = project.state()
            if state not in (before, aim) or (not hit and state != aim):
                sys.exit(f"version {before} was there, {aim} was to be, and {state} is")
            left += bool(leftovers())
            states.append(state == aim and aim != before)
            before = state
        if not left:
            sys.exit("no kill left anything: are they too late or too early?")
        project.run(0)
        if project.state() != 0 or leftovers():
            sys.exit(f"after a whole run there is still {leftovers()}")
        print(f"{killed} kills, {left} times something was left, {sum(states)} times the new version was there")
        os.chdir("/")


main()
