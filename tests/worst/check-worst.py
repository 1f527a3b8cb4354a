#!/usr/bin/env python3
"""Worst cases stay bounded: check-worst.py PROGRAM.  Output is TAP.

Each case is run on an input and on one four times as long: that may take six times as long (the machine is shared), not sixteen. What has to be said of the
longer one is looked for among the findings.
"""
import os
import subprocess
import sys
import tempfile

PACK = {
    "pack.yaml": "name: worst\nseparators: {list: '、', sentence: '[。！？]+', clause: '[，。]+'}\nlimits: {match: 20000}\nsections: [{level: 1, match: '^[一二三]、.{2,40}$'}]\n"
                 "layouts: [{name: roll, lines: {roll: {match: '^※'}, end: {match: '^〓'}}, when: {roll: '>= 1'}, article: '{title:roll}{any}*?{end}'}]\n",
    "schema.yaml": "nodes:\n  Person: {key: [name], propagate: article}\n  Place: {key: [name]}\n  Sum: {key: [name]}\nedges:\n  at: {from: [Person], to: Place}\n  with: {from: [Person], to: Person}\n",
    "names.csv": "name\n东海\n南山\n",
    "rules.yaml": """
lists: [{type: Place, file: names.csv}]
rules:
- id: person
  match: '(?<=[，。])(?<n>[赵钱孙李]\\p{sc:Han})(?=说|在)'
  emit: [{node: Person, at: n}]
- id: sum
  match: '增长\\d+%'
  emit: [{node: Sum}]
- id: at
  match: '{p:Person}在{q:Place}'
  emit: [{edge: at, from: p, to: q}]
- id: crosswise
  match: '{p:Person+}同{q:Person+}'
  emit: [{edge: with, from: p, to: q}]
- id: backtrack
  match: '(?:甲+乙?)+丙'
  emit: [{node: Sum}]
""",
}


def names(n):
    return ["赵钱孙李"[i % 4] + chr(0x5000 + i // 4) for i in range(n)]


CASES = {
    "a line without punctuation": (lambda n: "甲乙丁戊赵一在东海增长" * (n * 20000), "long-sentence"),
    "many short lines": (lambda n: "赵一说\n东海\n" * (n * 10000), None),
    "ten thousand matches in a sentence": (lambda n: "，".join(["增长5%"] * (n * 2500)) + "。\n", None),
    "ten thousand sentences": (lambda n: "钱二在南山。，李四说增长3%。" * (n * 2500), None),
    "lists crosswise": (lambda n: "，".join([""] + [name + "说" for name in names(150 * n)]) + "。" + "、".join(names(150 * n)) + "同" + "、".join(names(150 * n)) + "。\n",
                        "edge-limit"),
    "a layout that looks for what is not there": (lambda n: "※甲\n" * (n * 10000), "no-head"),
    "a pattern made to backtrack": (lambda n: ("甲" * 60 + "丁甲丙。") * (n * 100), "match-limit"),
}


def run(program, folder, text):
    path = os.path.join(folder, "text.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    process = subprocess.Popen([program, "extract", "--no-cache", "--threads=1", "--pack", folder, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    findings = process.stderr.read().decode()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, findings, usage.ru_utime + usage.ru_stime


def check(program, folder, make, finding):
    once, again = run(program, folder, make(1)), run(program, folder, make(4))
    start = run(program, folder, "空。\n")[2]
    if once[0] != 0 or again[0] != 0:
        return f"exit code {again[0]}: {again[1]}"
    if finding is not None and f"[{finding}]" not in again[1]:
        return f"{finding} is not reported"
    few, many = max(once[2] - start, 0.02), again[2] - start
    return None if many < 6 * few + 0.1 else f"{few:.2f} s, then {many:.2f} s for four times as much"


def main():
    print(f"1..{len(CASES)}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in PACK.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        for i, (name, (make, finding)) in enumerate(CASES.items(), 1):
            problem = check(sys.argv[1], folder, make, finding)
            problem = problem and check(sys.argv[1], folder, make, finding)  # once more: something else may have been running
            failed += problem is not None
            print(f"{'not ok' if problem else 'ok'} {i} - {name}" + (f" # {problem}" if problem else ""))
    sys.exit(1 if failed else 0)


main()
