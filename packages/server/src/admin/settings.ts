import type { SettingsRepresentation } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { registerAdminRoutes } from "./admin-routes.js";

/** Shows the settings of the platform, without secrets: a database URL may hold a password. */
export function registerSettingsRoute(
  server: FastifyInstance,
  settings: SettingsRepresentation,
): void {
  registerAdminRoutes(server, { getSettings: async () => settings });
}
