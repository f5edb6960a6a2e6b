import { ProblemError } from "../http/problem.js";

/** What has come of a file. */
export interface Received {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * Reads a file as it comes.
 * @throws ProblemError when it breaks off, so that no half of a file is saved
 */
export async function readParts(
  { body }: Response,
  onPart: (received: Received) => void,
): Promise<Received & { readonly parts: Uint8Array<ArrayBuffer>[] }> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, lines] = [0, 0];
  const reader = body?.getReader();
  for (;;) {
    const piece = await reader?.read().catch(brokenOff);
    if (piece?.value === undefined) return { parts, bytes, lines };
    parts.push(piece.value);
    bytes += piece.value.length;
    for (const byte of piece.value) if (byte === 10) lines += 1;
    onPart({ bytes, lines });
  }
}

function brokenOff(error: unknown): never {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw ProblemError.brokenOff();
}
