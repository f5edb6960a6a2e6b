import { ADMIN_OPERATIONS, CONSOLE_ROLES } from "@dingdan/contract";
import { expect, test } from "vitest";
import { mayCall } from "../console/src/session/may-call.js";
import { type Audience, isSeenBy } from "../console/src/shell/audience.js";

const { createAdminKey, createApp, listApps, updateApp, validateAsApp } = ADMIN_OPERATIONS;

test.each([
  ["owner", [createAdminKey, createApp, listApps, updateApp, validateAsApp]],
  ["operator", [createApp, listApps, updateApp, validateAsApp]],
  ["read_only", [listApps, validateAsApp]],
  ["merchant", [updateApp, validateAsApp]],
] as const)("the console offers the role %s what its calls allow", (role, offered) => {
  const all = [createAdminKey, createApp, listApps, updateApp, validateAsApp];
  expect(all.filter((operation) => mayCall(role, operation))).toEqual(offered);
});

test("a page is seen by owners only, by operators, by every admin key, or by merchants, too", () => {
  const seeing = (audience: Audience) => CONSOLE_ROLES.filter((role) => isSeenBy(role, audience));
  expect(seeing({ isForMerchants: false, role: "owner" })).toEqual(["owner"]);
  expect(seeing({ isForMerchants: false, role: "operator" })).toEqual(["owner", "operator"]);
  expect(seeing({ isForMerchants: false })).toEqual(["owner", "operator", "read_only"]);
  expect(seeing({ isForMerchants: true })).toEqual([...CONSOLE_ROLES]);
});
