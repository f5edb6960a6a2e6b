import { ADMIN_OPERATIONS, ADMIN_PREFIX, type SettingsRepresentation } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { registerHttpOperation } from "../http/http-operation.js";

/** How the platform was started, without what is secret: a database's address may hold a password. */
export function registerSettingsRoute(
  server: FastifyInstance,
  settings: SettingsRepresentation,
): void {
  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.getSettings, async () => settings);
}
