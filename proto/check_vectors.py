"""Decodes each vector, encodes it again to the same bytes, and compares it with its JSON (ours only)."""

import pathlib
import sys

from google.protobuf import json_format
import realtime_pb2

schema = sys.argv[1]
files = sorted(pathlib.Path("vectors").glob("*.bin"))
assert files, "no vectors"
for file in files:
    data = file.read_bytes()
    batch = realtime_pb2.Batch.FromString(data)
    # Unknown fields move to the end, so for the original the meaning is compared, not the bytes.
    again = realtime_pb2.Batch.FromString(batch.SerializeToString(deterministic=True))
    assert again.SerializeToString(deterministic=True) == batch.SerializeToString(deterministic=True), file
    if schema == "ours":
        assert batch.SerializeToString(deterministic=True) == data, file
        wanted = json_format.Parse(file.with_suffix(".json").read_text(encoding="utf-8"), realtime_pb2.Batch())
        assert wanted.SerializeToString(deterministic=True) == data, file
    for item in batch.items:
        if item.type not in (0, 7):
            assert item.WhichOneof("payload"), file
print(f"proto/check-python: {len(files)} vectors read and written with the {schema} schema")
