import type { Authorization } from "../../domain/authorization.js";
import type { Row, SqlValue } from "./row.js";

export const AUTHORIZATION_COLUMNS =
  "appid, component_appid, permission_sets, refresh_salt, authorized_at_ms";

export const authorizationColumns = (authorization: Authorization): SqlValue[] => [
  authorization.appid,
  authorization.componentAppid,
  JSON.stringify(authorization.permissionSets),
  authorization.refreshSalt,
  authorization.authorizedAtMs,
];

export function authorizationOf(row: Row): Authorization {
  return {
    appid: row["appid"] as string,
    componentAppid: row["component_appid"] as string,
    permissionSets: JSON.parse(row["permission_sets"] as string) as number[],
    refreshSalt: row["refresh_salt"] as string,
    authorizedAtMs: row["authorized_at_ms"] as number,
  };
}
