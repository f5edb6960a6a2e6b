import type { SettingsRepresentation } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { PublicOrigin } from "../http/public-origin.js";
import { registerAdminRoutes } from "./admin-routes.js";

/** Shows the settings of the platform, without secrets: a database URL may hold a password. */
export function registerSettingsRoute(
  server: FastifyInstance,
  settings: Omit<SettingsRepresentation, "public_url">,
  { urlFor }: PublicOrigin,
): void {
  registerAdminRoutes(server, {
    getSettings: async ({ request }) => ({ ...settings, public_url: urlFor(request.raw) }),
  });
}
