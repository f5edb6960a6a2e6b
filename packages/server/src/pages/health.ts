import { languageOf } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Readiness } from "./readiness.js";

export interface HealthOptions {
  /** The id of the installation, which `/healthz` shows. */
  readonly installation?: string;
  /** True while the platform stops: `/readyz` then answers 503, so that no new requests are sent here. */
  readonly isClosing?: () => boolean;
}

/**
 * Registers `/healthz` (the process answers) and `/readyz` (its database can be read and written, and the
 * platform is not stopping).
 */
export function registerHealth(
  server: FastifyInstance,
  readiness: Pick<Readiness, "report">,
  { isClosing = () => false, installation }: HealthOptions = {},
): void {
  const alive = { status: "ok", ...(installation === undefined ? {} : { installation }) };
  server.get("/healthz", () => alive);
  server.get("/readyz", async (request, reply) => {
    if (isClosing()) return reply.code(503).send({ status: "closing" });
    const { isReady, checks, next } = await readiness.report();
    if (isReady || next === null) return { status: "ready", checks };
    const language = languageOf(request.headers["accept-language"]);
    return reply.code(503).send({ status: "unavailable", checks, next: next[language] });
  });
}
