import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeFrame, decodeLines } from "../src/index.js";
import { Batch } from "../src/generated/realtime.js";

const FOLDER = fileURLToPath(new URL("../../../../../proto/vectors/", import.meta.url));
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".bin"))
  .map((name) => name.slice(0, -4));

const read = (name: string): Uint8Array => new Uint8Array(readFileSync(FOLDER + name));

/** JSON of a vector with everything that JSON can't say made comparable. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, v: unknown) => {
      if (typeof v === "bigint") return v.toString();
      if (typeof v === "number" && !Number.isFinite(v)) return String(v);
      return v;
    }),
  );
}

describe("golden vectors", () => {
  it("are there", () => expect(NAMES.length).toBeGreaterThan(8));

  it.each(NAMES)("%s decodes and encodes to the same meaning", (name) => {
    const bytes = read(`${name}.bin`);
    const batch = Batch.decode(bytes);
    const again = Batch.decode(Batch.encode(batch).finish());
    expect(plain(again)).toEqual(plain(batch));
  });

  it.each(NAMES)("%s: both modes of the feed say the same", (name) => {
    const frame = decodeFrame(read(`${name}.bin`));
    const lines = decodeLines(readFileSync(`${FOLDER}${name}.ndjson`, "utf8"));
    expect(frame.events.map((e) => [e.type, e.seq, e.eventId, e.emittedAtNs, e.agentId, e.module])).toEqual(
      lines.events.map((e) => [e.type, e.seq, e.eventId, e.emittedAtNs, e.agentId, e.module]),
    );
    expect(frame.notices).toEqual(lines.notices);
  });
});

describe("frames", () => {
  it.skipIf(typeof zstdCompressSync !== "function")("may be compressed with zstd", () => {
    const bytes = read("batch-notice.bin");
    expect(plain(decodeFrame(new Uint8Array(zstdCompressSync(bytes))))).toEqual(plain(decodeFrame(bytes)));
  });

  it("that declare an absurd size are refused before anything is unpacked", () => {
    // Magic, descriptor with an 8-byte content size in one segment, 1 EiB.
    const bomb = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x10, 1, 0, 0]);
    expect(() => decodeFrame(bomb)).toThrow(/at most/);
  });
});
