import type { FastifyInstance } from "fastify";
import type { Store } from "../storage/store.js";

/** `/healthz`: the process answers. `/readyz`: its database does, too. */
export function registerHealth(server: FastifyInstance, store: Pick<Store, "ping">): void {
  server.get("/healthz", () => ({ status: "ok" }));
  server.get("/readyz", async (request, reply) => {
    try {
      await store.ping();
      return { status: "ready" };
    } catch (error) {
      request.log.error({ err: error }, "the database does not answer");
      return reply.code(503).send({ status: "unavailable" });
    }
  });
}
