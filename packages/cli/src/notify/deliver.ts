import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { reasonOf } from "../errors.js";
import type { Answer } from "./answer.js";
import type { Notice } from "./notice.js";

/** How much of an answer is read; what is longer counts as too large. */
export const ANSWER_BYTES_MAX = 64 * 1024;

/**
 * Posts a notice, on a connection of its own. A redirect is not followed: WeChat Pay follows none, and a
 * forged notice must not reach another server.
 * @param timeoutMs how long the complete answer may take
 */
export function deliver(url: URL, { headers, body }: Notice, timeoutMs: number): Promise<Answer> {
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const startedAtMs = performance.now();
    let status: number | null = null;
    const finish = (result: WithoutDuration<Answer>) => {
      clearTimeout(timer);
      resolve({ ...result, durationMs: performance.now() - startedAtMs });
      call.destroy();
    };
    const timer = setTimeout(
      () => finish(status === null ? { kind: "late" } : { kind: "endless", status }),
      timeoutMs,
    );
    const length = String(Buffer.byteLength(body));
    const call = send(url, {
      method: "POST",
      agent: false,
      headers: { ...headers, "Content-Length": length },
    });
    // An error after the end of the answer changes nothing: the promise has its result.
    call.on("error", (error) => finish({ kind: "unreachable", reason: reasonOf(error) }));
    call.on("response", (response) => {
      const answered = response.statusCode ?? 0;
      status = answered;
      const chunks: Buffer[] = [];
      let bytes = 0;
      const complete = (isCut: boolean) =>
        finish({
          kind: "answered",
          status: answered,
          body: Buffer.concat(chunks).toString("utf8"),
          isCut,
          location: response.headers.location ?? null,
        });
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= ANSWER_BYTES_MAX) chunks.push(chunk);
        else complete(true);
      });
      response.on("end", () => complete(false));
      response.on("error", (error) => finish({ kind: "unreachable", reason: reasonOf(error) }));
    });
    call.end(body);
  });
}

type WithoutDuration<Value> = Value extends unknown ? Omit<Value, "durationMs"> : never;
