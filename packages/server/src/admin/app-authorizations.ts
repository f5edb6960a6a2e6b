import type { AppAuthorizationRepresentation } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import type { Authorization } from "../domain/authorization.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { revokeAuthorization } from "./component-authorizations.js";
import { knownApp } from "./known-app.js";

type Stores = Pick<Store, "apps" | "authorizations" | "components">;

/** Registers the operations on the third-party platforms that an app authorised. */
export function registerAppAuthorizationRoutes(
  server: FastifyInstance,
  stores: Stores,
  clock: Clock,
  wakePushes: () => void,
): void {
  registerAdminRoutes(server, {
    listAppAuthorizations: (call) => listAppAuthorizations(call, stores),
    revokeAppAuthorization: async ({ parameters: { appid, component: componentAppid } }) => {
      const named = { appid, componentAppid };
      const revoked = await revokeAuthorization(named, stores.authorizations, clock.nowMs());
      wakePushes();
      return represent(revoked, stores);
    },
  });
}

async function listAppAuthorizations(
  { parameters }: AdminCall<"listAppAuthorizations">,
  stores: Stores,
) {
  const { appid } = await knownApp(stores.apps, parameters.appid);
  const found = await stores.authorizations.listOfApp(appid);
  return {
    items: await Promise.all(found.map((authorization) => represent(authorization, stores))),
  };
}

async function represent(
  { componentAppid, permissionSets, authorizedAtMs }: Authorization,
  { components }: Pick<Stores, "components">,
): Promise<AppAuthorizationRepresentation> {
  const component = await components.find(componentAppid);
  return {
    component_appid: componentAppid,
    name: component?.name ?? "",
    permission_sets: [...permissionSets],
    authorized_at: new Date(authorizedAtMs).toISOString(),
  };
}
