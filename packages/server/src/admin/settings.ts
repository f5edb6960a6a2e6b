import type { SettingsRepresentation } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { registerAdminRoutes } from "./admin-routes.js";

/** How the platform was started, without what is secret: a database's address may hold a password. */
export function registerSettingsRoute(
  server: FastifyInstance,
  settings: SettingsRepresentation,
): void {
  registerAdminRoutes(server, { getSettings: async () => settings });
}
