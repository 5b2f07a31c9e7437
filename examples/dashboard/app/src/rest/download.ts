import type { Api } from "./api";

/** Larger files are written to disk as they come, where the browser can; others are held, checked and then saved. */
const HELD_BYTES = 256_000_000;

export interface Download {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export type DownloadEnd = "saved, hash as in the manifest" | "saved; the hash was not checked";

interface SavePicker {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<{ createWritable(): Promise<WritableStream> }>;
}

/**
 * Fetches the file with the session's token, which a plain link could not carry.
 *
 * @param onBytes told how many have come so far
 */
export async function download(api: Api, file: Download, onBytes: (bytes: number) => void): Promise<DownloadEnd> {
  const pick = (window as SavePicker).showSaveFilePicker;
  if (file.bytes > HELD_BYTES && pick !== undefined) {
    const target = await pick({ suggestedName: file.name });
    const body = await counted(api, file, onBytes);
    await body.pipeTo(await target.createWritable());
    return "saved; the hash was not checked";
  }
  const content = await new Response(await counted(api, file, onBytes)).arrayBuffer();
  // There is no SubtleCrypto on plain HTTP beyond the own machine.
  const checked = globalThis.crypto.subtle !== undefined;
  if (checked && (await sha256(content)) !== file.sha256) {
    throw new Error(`${file.name}: what arrived is not what the manifest says; nothing was saved. Try again.`);
  }
  save(content, file.name);
  return checked ? "saved, hash as in the manifest" : "saved; the hash was not checked";
}

async function counted(api: Api, file: Download, onBytes: (bytes: number) => void): Promise<ReadableStream<Uint8Array>> {
  const answer = await api.open(file.path);
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      bytes += chunk.byteLength;
      onBytes(bytes);
      out.enqueue(chunk);
    },
  });
  return (answer.body ?? new Blob().stream()).pipeThrough(counter);
}

async function sha256(content: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function save(content: ArrayBuffer, name: string): void {
  const address = URL.createObjectURL(new Blob([content]));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
