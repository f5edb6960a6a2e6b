import { DEFAULT_UCP_OVERLAP_SECONDS } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { UcpKey, UcpKeys } from "../ucp/ucp-keys.js";
import { usableKeys } from "../ucp/usable-keys.js";
import { registerAdminRoutes } from "./admin-routes.js";

/** Registers the operator's operations on the keys of the Universal Commerce Protocol. */
export function registerUcpKeyRoutes(server: FastifyInstance, keys: UcpKeys): void {
  const represented = async (published: readonly UcpKey[]) => {
    const { kid } = await keys.signing();
    const signing = published.findIndex((key) => key.kid === kid);
    return {
      keys: published.map((key, index) =>
        represent(key, index < signing ? "next" : index === signing ? "signing" : "previous"),
      ),
    };
  };
  registerAdminRoutes(server, {
    listUcpKeys: () => usableKeys(async () => represented(await keys.published())),
    rotateUcpKeys: ({ body }) => {
      const { overlap_seconds: overlapS = DEFAULT_UCP_OVERLAP_SECONDS } = body;
      return usableKeys(async () => represented(await keys.rotate(overlapS * 1_000)));
    },
  });
}

const instant = (timeMs: number) => new Date(timeMs).toISOString();

const represent = (
  { kid, createdAtMs, signsFromMs, publishedUntilMs }: UcpKey,
  state: "next" | "signing" | "previous",
) => ({
  kid,
  state,
  created_at: instant(createdAtMs),
  signs_from: instant(signsFromMs),
  ...(publishedUntilMs === null ? {} : { published_until: instant(publishedUntilMs) }),
});
