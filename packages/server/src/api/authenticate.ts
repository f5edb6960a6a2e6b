import type { Diagnosis, ErrorName } from "@dingdan/contract";
import { accessTokenState } from "../domain/access-token.js";
import type { App } from "../domain/app.js";
import { unreachable } from "../domain/unreachable.js";
import { hashSecret } from "../secrets/secret.js";
import type { AccessTokenStore, AppStore } from "../storage/store.js";

/** Whom a call of the wire is for, or why that cannot be told. */
export type Authentication =
  | { readonly kind: "app"; readonly app: App }
  | { readonly kind: "refused"; readonly error: ErrorName; readonly cause?: Diagnosis };

/** Finds the app whose access token stands in the query. @see auth, §3 "Order of judgement" */
export async function authenticate(
  accessToken: string | undefined,
  stores: { readonly accessTokens: AccessTokenStore; readonly apps: AppStore },
  nowMs: number,
): Promise<Authentication> {
  if (accessToken === undefined || accessToken === "") return refused("ACCESS_TOKEN_MISSING");
  const token = await stores.accessTokens.find(hashSecret(accessToken));
  if (token === null) return refused("INVALID_CREDENTIAL");
  const state = accessTokenState(token, nowMs);
  switch (state) {
    case "superseded":
      return {
        ...refused("INVALID_CREDENTIAL"),
        cause: { id: "token-replaced", path: "", values: {} },
      };
    case "expired":
      return refused("ACCESS_TOKEN_EXPIRED");
    case "valid": {
      const app = await stores.apps.find(token.appid);
      return app === null ? refused("INVALID_CREDENTIAL") : { kind: "app", app };
    }
    default:
      return unreachable(state);
  }
}

const refused = (error: ErrorName) => ({ kind: "refused", error }) as const;
