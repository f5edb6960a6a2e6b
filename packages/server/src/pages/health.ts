import type { FastifyInstance } from "fastify";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";

/** If the database does not answer within this time, `/readyz` answers 503. */
const PING_TIMEOUT_MS = 3_000;

/** Registers `/healthz` (the process answers) and `/readyz` (its database answers, too). */
export function registerHealth(server: FastifyInstance, store: Pick<Store, "ping">): void {
  server.get("/healthz", () => ({ status: "ok" }));
  server.get("/readyz", async (request, reply) => {
    try {
      await within(store.ping(), PING_TIMEOUT_MS, "the database ping");
      return { status: "ready" };
    } catch (error) {
      request.log.error({ err: error }, "database ping failed; not ready");
      return reply.code(503).send({ status: "unavailable" });
    }
  });
}
