#!/usr/bin/python3
"""factloom diff --rules: the rules of a revision of git against those that lie there now; what it leaves behind, and what it says where it can't.

    check-revision.py PROGRAM
"""

import os
import subprocess
import sys
import tempfile

PACK = "name: notes\nlayouts: [{name: plain}]\nseparators: {sentence: '[.](?= |$)'}\n"
SCHEMA = "nodes: {Person: {key: [name]}}\n"
RULES = "rules:\n- {id: person, match: 'Ms (?<n>[A-Z][a-z]+)', emit: [{node: Person, at: n}]}\n"
GIT = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
       "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


class Folder:
    def __init__(self, program, path):
        self.program = program
        self.path = path
        self.temporary = os.path.join(path, "tmp")
        self.environment = {**os.environ, **GIT, "TMPDIR": self.temporary, "LC_ALL": "C.UTF-8"}
        os.makedirs(self.temporary)

    def write(self, name, text):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def git(self, *words):
        subprocess.run(["git", *words], cwd=self.path, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def diff(self, *words, where="."):
        """The exit code, stdout and stderr of a run, which must leave no temporary file and the repository as it was."""
        def state():
            run = subprocess.run(["git", "status", "--porcelain", "--ignored"], cwd=self.path, env=self.environment, capture_output=True, text=True)
            return run.stdout

        before = state()
        done = subprocess.run([self.program, "diff", *words], cwd=os.path.join(self.path, where), env=self.environment, capture_output=True, text=True)
        assert os.listdir(self.temporary) == [], "left behind: %s" % os.listdir(self.temporary)
        assert state() == before, "the repository has changed"
        return done.returncode, done.stdout, done.stderr


def expect(got, code, out, err=""):
    assert got[0] == code and out in got[1] and (err in got[2] if err else got[2] == ""), got


def check_revisions(folder):
    folder.write("docs/a.md", "Ms Oak left. Mr Elm stayed.\n")
    folder.write("my rules/notes/pack.yaml", PACK)
    folder.write("my rules/notes/schema.yaml", SCHEMA)
    folder.write("my rules/notes/rules.yaml", RULES)
    folder.git("init", "-q")
    expect(folder.diff("--rules", "HEAD", "-p", "my rules/notes", "docs"), 2, "", "git knows no revision 'HEAD'")
    folder.git("add", "docs", "my rules")
    folder.git("commit", "-q", "-m", "one")
    expect(folder.diff("--rules", "HEAD", "-p", "my rules/notes", "docs"), 0, "HEAD → now: no difference\n")
    folder.write("my rules/notes/rules.yaml", RULES.replace("Ms", "M[rs]"))
    expect(folder.diff("--rules", "HEAD", "-p", "my rules/notes", "docs"), 1, "+ Person Elm\n      docs/a.md:1  Mr Elm stayed.")
    folder.git("commit", "-q", "-a", "-m", "two")
    expect(folder.diff("--rules", "HEAD~1", "-p", "notes", "../docs", where="my rules"), 1, "+ Person Elm")
    expect(folder.diff("--rules", "HEAD", "-p", "notes", "../docs", where="my rules"), 0, "no difference")


def check_mistakes(folder):
    for revision in "--upload-pack=x", "nothing", "HEAD:docs", "-h":
        expect(folder.diff("--rules=" + revision, "-p", "my rules/notes", "docs"), 2, "", "git knows no revision '%s'" % revision)
    folder.write("other/pack.yaml", PACK)
    folder.write("other/schema.yaml", SCHEMA)
    expect(folder.diff("--rules", "HEAD", "-p", "other", "docs"), 2, "", "other was not there at HEAD")
    folder.git("add", "other")
    folder.write("other/schema.yaml", SCHEMA.replace("key", "keys"))
    folder.git("commit", "-q", "-m", "three")
    folder.git("add", "other")
    folder.git("commit", "-q", "-m", "four")
    folder.write("other/schema.yaml", SCHEMA)
    expect(folder.diff("--rules", "HEAD", "-p", "other", "docs"), 2, "", "HEAD:other/schema.yaml:1:18: error[unknown-key]")
    expect(folder.diff("--rules", "HEAD", "-p", "other", "nowhere"), 2, "", "nowhere: no such file")


def check_no_repository(folder):
    folder.write("pack/pack.yaml", PACK)
    folder.write("a.md", "Ms Oak left.\n")
    folder.environment["GIT_CEILING_DIRECTORIES"] = os.path.dirname(folder.path)
    expect(folder.diff("--rules", "HEAD", "-p", "pack", "a.md"), 2, "", "not a git repository")


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as top:
        folder = Folder(program, os.path.join(os.path.realpath(top), "one"))
        check_revisions(folder)
        check_mistakes(folder)
        check_no_repository(Folder(program, os.path.join(os.path.realpath(top), "two")))


if __name__ == "__main__":
    main()
