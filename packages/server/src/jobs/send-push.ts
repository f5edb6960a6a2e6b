import { ATTEMPT_TIMEOUT_MS } from "../domain/push-retry.js";
import type { SendPush } from "./component-pushes.js";

/** The expected answer is the text `success`. Reading stops after this size. */
const ANSWER_BYTES_MAX = 1024;

/**
 * Posts pushes to the callbacks that the operator registered, and nowhere else: a redirect is a failure.
 * @param closing aborts the pushes in progress when the platform stops
 */
export function pushSender(closing: AbortSignal): SendPush {
  return async ({ url, body }) => {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "text/xml; charset=utf-8" },
        body,
        redirect: "manual",
        signal: AbortSignal.any([closing, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      });
      const answer = await readAnswer(response);
      if (response.status !== 200) return `the callback answered HTTP ${response.status}`;
      if (answer.trim() === "success") return null;
      return "the callback did not answer the plain text success";
    } catch (error) {
      return faultOf(error);
    }
  };
}

async function readAnswer(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    if (bytes > ANSWER_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function faultOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `the callback did not answer within ${ATTEMPT_TIMEOUT_MS / 1000} s`;
  }
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return `the callback cannot be reached${cause?.code === undefined ? "" : ` (${cause.code})`}`;
}
