"""Holds the metric names of the dashboard and the alerts against the documented ones, and against a live /metrics."""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENTED = HERE.parent / "control-plane" / "METRICS.md"
NAME = re.compile(r"\b(?:mev|jvm|process|system)_[a-z0-9_]+\b")
# Of a histogram or a summary: the series behind its name.
SUFFIX = re.compile(r"_(bucket|sum|count|max)$")


def expressions():
    """Every PromQL expression, with where it stands."""
    board = json.loads((HERE / "grafana/mev-sdk.json").read_text())
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            yield f"grafana, {panel['title']}", target["expr"]
    for variable in board["templating"]["list"]:
        if variable["type"] == "query":
            yield f"grafana, variable {variable['name']}", variable["definition"]
    for line in (HERE / "prometheus/alerts.yml").read_text().splitlines():
        if line.strip().startswith("expr:"):
            yield "alerts", line


def live_names(text):
    # A counter or histogram that nothing happened to yet may be missing.
    names = re.findall(r"^# TYPE (\S+)|^([a-z]\w*)[{ ]", text, re.M)
    return {name for pair in names for name in pair if name}


def main():
    documented = set(NAME.findall(DOCUMENTED.read_text()))
    live = live_names(Path(sys.argv[2]).read_text()) if sys.argv[1:2] == ["--live"] else set()
    used = {(name, where) for where, text in expressions() for name in NAME.findall(text)}

    def among(name, names):
        return name in names or SUFFIX.sub("", name) in names

    missing = sorted(f"{name} ({where})" for name, where in used if not among(name, documented | live))
    if missing:
        sys.exit("metrics: no such metric:\n  " + "\n  ".join(missing))
    names = {name for name, _ in used}
    print(f"metrics: {len(names)} names, all documented")
    if live:
        absent = sorted(name for name in names if not among(name, live))
        print(f"metrics: {len(names) - len(absent)} of them live; nothing happened yet to: {', '.join(absent) or 'none'}")


main()
