"""Holds the metric names of the dashboard and the alerts against the documented ones, or a live /metrics."""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENTED = HERE.parent / "control-plane" / "METRICS.md"
NAME = re.compile(r"\b(?:mev|jvm|process|system)_[a-z0-9_]+\b")
# Of a histogram or a summary: the series behind its name.
SUFFIX = re.compile(r"_(bucket|sum|count|max)$")
NO_METRICS = {"mev_sdk"}


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


def known(live):
    text = Path(live).read_text() if live else DOCUMENTED.read_text()
    if live:
        # A counter or histogram that nothing happened to yet still has its TYPE line.
        names = re.findall(r"^# TYPE (\S+)|^([a-z]\w*)[{ ]", text, re.M)
        return {name for pair in names for name in pair if name}
    return set(NAME.findall(text))


def main():
    live = sys.argv[2] if sys.argv[1:2] == ["--live"] else None
    if not live and not DOCUMENTED.exists():
        print("metrics: SKIPPED, there is no list of names: give the address of a running server")
        return
    names = known(live)
    used = {(name, where) for where, text in expressions() for name in NAME.findall(text)}
    missing = sorted(
        f"{name} ({where})"
        for name, where in used
        if name not in NO_METRICS and name not in names and SUFFIX.sub("", name) not in names
    )
    if missing:
        sys.exit("metrics: no such metric:\n  " + "\n  ".join(missing))
    print(f"metrics: {len({name for name, _ in used})} names, all known")


main()
