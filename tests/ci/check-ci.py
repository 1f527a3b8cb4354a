#!/usr/bin/python3
"""What README gives a repository to keep its graph up to date: the hook and the workflow do what they say, on the samples.

    check-ci.py FACTLOOM SOURCE_ROOT

The commands are taken from .pre-commit-hooks.yaml and from the workflow in README.md, and run by a shell as they stand, but for the step that
installs factloom. Exits 77, with a reason, where something is missing.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

PROJECT = "packs: [rules/zh-policy]\nsources: [docs]\nout: out\n"


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


try:
    import yaml
except ImportError:
    skip("python3-yaml is not installed")


def expect(what, good, said=""):
    if not good:
        sys.exit(f"not so: {what}\n{said}")


def find_workflow(root):
    """The workflow that stands in README."""
    with open(os.path.join(root, "README.md"), encoding="utf-8") as file:
        blocks = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", file.read(), re.MULTILINE | re.DOTALL)]
    found = [block for block in blocks if isinstance(block, dict) and "jobs" in block]
    expect("README has one workflow", len(found) == 1)
    return found[0], blocks


def find_hook(root, blocks):
    """The hook that README's configuration asks for."""
    with open(os.path.join(root, ".pre-commit-hooks.yaml"), encoding="utf-8") as file:
        hooks = {hook["id"]: hook for hook in yaml.safe_load(file)}
    wanted = [hook["id"] for block in blocks if isinstance(block, dict) and "repos" in block for repo in block["repos"] for hook in repo["hooks"]]
    expect("README's configuration names one hook", len(wanted) == 1)
    hook = hooks[wanted[0]]
    expect("the hook is a command of the system that takes no files",
           (hook["language"], hook["pass_filenames"], hook["always_run"]) == ("system", False, True))
    return hook


class Repository:
    """A repository with a graph, in which the factloom to be tested is the one that is installed."""

    def __init__(self, factloom, root):
        os.makedirs("bin")
        os.symlink(factloom, "bin/factloom")
        os.makedirs("repo/rules")
        os.chdir("repo")
        shutil.copytree(os.path.join(root, "rules/zh-policy/samples"), "docs")
        shutil.copytree(os.path.join(root, "rules/zh-policy"), "rules/zh-policy", ignore=shutil.ignore_patterns("samples", "gold"))
        with open("factloom.yaml", "w", encoding="utf-8") as file:
            file.write(PROJECT)
        self.environment = dict(os.environ, PATH=os.path.abspath("../bin") + ":" + os.environ["PATH"], GITHUB_STEP_SUMMARY=os.path.abspath("../summary"))

    def run(self, command):
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout


def check_hook(repository, hook):
    command = shlex.split(hook["entry"])
    code, said = repository.run(command)
    expect("the hook passes where the graph is up to date", code == 0, said)
    with open("docs/speech.txt", "a", encoding="utf-8") as file:
        file.write("\n\n何望舒出席会议。\n")
    code, said = repository.run(command)
    expect("the hook fails where a source has changed, and says what the graph lacks",
           code == 1 and "out/nodes.csv is not what the sources give" in said and "何望舒" in said, said)


def check_install(step, root):
    """Installing needs a network; that what it runs is there can be seen."""
    for path in re.findall(r"/tmp/factloom/([a-z][\w/.-]*)", step["run"]):
        expect(f"the workflow's {path} is there", path == "build" or os.path.exists(os.path.join(root, path)))


def check_workflow(repository, workflow, root):
    steps = {step["name"]: step for step in workflow["jobs"]["graph"]["steps"] if "run" in step}
    expect("the workflow has these steps", list(steps) == ["install", "check", "say what would change"])
    check_install(steps["install"], root)
    shell = ["bash", "-e", "-o", "pipefail", "-c"]  # as GitHub runs it
    code, said = repository.run(shell + [steps["check"]["run"]])
    expect("the workflow fails where the graph is out of date", code == 1, said)
    if repository.run(["factloom", "diff", "--help"])[0] != 0:
        skip("the workflow's second half: this factloom has no command 'diff'")
    code, said = repository.run(shell + [steps["say what would change"]["run"]])
    expect("the workflow says what would change", code == 0, said)
    for path in ("changes.md", "../summary"):
        with open(path, encoding="utf-8") as file:
            expect(f"{path} tells the new person", "何望舒" in file.read())
    code, said = repository.run(["factloom", "build"])
    code, said = repository.run(shell + [steps["check"]["run"]])
    expect("the workflow passes once the graph is written again", code == 0, said)


def main():
    factloom, root = [os.path.abspath(a) for a in sys.argv[1:]]
    workflow, blocks = find_workflow(root)
    hook = find_hook(root, blocks)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        repository = Repository(factloom, root)
        code, said = repository.run(["factloom", "build"])
        expect("the samples are built", code == 0, said)
        check_hook(repository, hook)
        check_workflow(repository, workflow, root)
        os.chdir("/")


main()
