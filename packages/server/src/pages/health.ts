import type { FastifyInstance } from "fastify";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";

/** A supervisor that asks is answered in time, whatever the database does. */
const PING_TIMEOUT_MS = 3_000;

/** `/healthz`: the process answers. `/readyz`: its database does, too. */
export function registerHealth(server: FastifyInstance, store: Pick<Store, "ping">): void {
  server.get("/healthz", () => ({ status: "ok" }));
  server.get("/readyz", async (request, reply) => {
    try {
      await within(store.ping(), PING_TIMEOUT_MS, "a question to the database");
      return { status: "ready" };
    } catch (error) {
      request.log.error({ err: error }, "the database does not answer");
      return reply.code(503).send({ status: "unavailable" });
    }
  });
}
