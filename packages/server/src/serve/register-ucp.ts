import type { FastifyInstance } from "fastify";
import { registerUcpOrderPage } from "../pages/ucp-order.js";
import { endpointPlatforms } from "../ucp/endpoint-platforms.js";
import { registerUcpRoutes } from "../ucp/routes.js";
import { UcpKeys } from "../ucp/ucp-keys.js";
import type { LimitedParts } from "./route-parts.js";

/** Registers the orders of the Universal Commerce Protocol and their pages. */
export async function registerUcp(server: FastifyInstance, parts: LimitedParts): Promise<void> {
  const { services, keys, publicOrigin, timeOfDayMs } = parts;
  const ucpKeys = ucpKeysOf(parts);
  const stores = { ...services.store, apps: services.lookups.apps };
  const { guesses, clock } = services;
  const { webhooks } = services.store;
  await server.register((orders, _options, done) => {
    registerUcpRoutes(orders, {
      keys,
      guesses,
      platforms: endpointPlatforms({ webhooks, sealer: parts.sealer, clock }),
      publicOrigin,
      timeOfDayMs,
      ucpKeys,
      stores,
    });
    done();
  });
  registerUcpOrderPage(server, stores, ucpKeys);
}

/** The keys that sign orders. */
export const ucpKeysOf = ({
  services,
  sealer,
}: Pick<LimitedParts, "services" | "sealer">): UcpKeys =>
  new UcpKeys({ settings: services.store.settings, sealer, clock: services.clock });
