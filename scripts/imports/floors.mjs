// Which part of Dingdan may import which; scripts/check-imports.mjs checks every import against it.

/** Which workspaces a workspace may import, by folder of packages/. */
export const PACKAGES = {
  contract: [],
  client: ["contract"],
  wechatpay: [],
  web: ["contract"],
  server: ["contract", "web", "wechatpay"],
  cli: ["client", "contract", "server", "wechatpay"],
};

/**
 * The floors inside a folder, lowest first. A folder or file named here may import from itself and from
 * lower floors, but not from a neighbour on its own floor.
 */
export const FLOORS = {
  "packages/server/src": [
    [
      "domain",
      "secrets",
      "limits",
      "clock.ts",
      "settings-error.ts",
      "package-id.ts",
      "retry-pause.ts",
      "within.ts",
    ],
    ["http", "payments", "outbound", "pushes"],
    ["storage"],
    ["request-log", "statistics", "components", "admin-keys", "guesses", "test-notices", "events"],
    ["wechatpay", "webhooks", "audit"],
    ["ucp", "buyer-data"],
    ["wechatpay-api", "backup"],
    ["reconcile"],
    ["jobs", "api", "notices"],
    ["buyer", "console"],
    ["admin"],
    ["pages"],
    ["serve"],
    ["doctor", "restore"],
    ["index.ts"],
  ],
};
