import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  type AppAuthorizationRepresentation,
  text,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import type { Authorization } from "../domain/authorization.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { Store } from "../storage/store.js";
import { knownApp } from "./known-app.js";

/** The third-party platforms that an app authorised, as the app sees them. */
export function registerAppAuthorizationRoutes(
  server: FastifyInstance,
  { apps, authorizations, components }: Pick<Store, "apps" | "authorizations" | "components">,
  clock: Clock,
  wakePushes: () => void,
): void {
  const represent = async (
    authorization: Authorization,
  ): Promise<AppAuthorizationRepresentation> => {
    const { componentAppid, permissionSets, authorizedAtMs } = authorization;
    const component = await components.find(componentAppid);
    return {
      component_appid: componentAppid,
      name: component?.name ?? "",
      permission_sets: [...permissionSets],
      authorized_at: new Date(authorizedAtMs).toISOString(),
    };
  };
  const { listAppAuthorizations, revokeAppAuthorization } = ADMIN_OPERATIONS;

  registerHttpOperation(server, ADMIN_PREFIX, listAppAuthorizations, async ({ parameters }) => {
    const { appid } = await knownApp(apps, parameters["appid"] as string);
    const found = await authorizations.listOfApp(appid);
    return { items: await Promise.all(found.map(represent)) };
  });

  registerHttpOperation(server, ADMIN_PREFIX, revokeAppAuthorization, async ({ parameters }) => {
    const appid = parameters["appid"] as string;
    const id = parameters["component"] as string;
    const revoked = await authorizations.revoke(appid, id, clock.nowMs());
    if (revoked === null) {
      throw new Problem(
        404,
        text(
          `The app ${appid} has not authorised the platform ${id}.`,
          `应用 ${appid} 未授权第三方平台 ${id}。`,
        ),
      );
    }
    wakePushes();
    return represent(revoked);
  });
}
