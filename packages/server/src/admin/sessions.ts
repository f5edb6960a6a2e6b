import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { KeyCheck } from "../admin-keys/key-check.js";
import type { Clock } from "../clock.js";
import type { EventStreams } from "../console/event-streams.js";
import { type SessionTerms, type SignedIn, signedInOf } from "../console/sessions.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { callerOf, sessionBehind } from "./authorize.js";

const CURSORS = new Cursors<[number, string]>("listSessions", ["number", "string"]);

type Stores = Pick<Store, "apps" | "consoleSessions">;

interface SessionParts {
  readonly keys: KeyCheck;
  readonly clock: Clock;
  /** The open streams of the sessions. */
  readonly streams: Pick<EventStreams, "check">;
}

/** Registers the operations on the console's sessions. */
export function registerSessionRoutes(
  server: FastifyInstance,
  stores: Stores,
  { keys, clock, streams }: SessionParts,
): void {
  registerAdminRoutes(server, {
    listSessions: (call) => listSessions(call, stores, { keys, nowMs: clock.nowMs() }),
    endSession: async ({ parameters: { id }, request }) => {
      if (!(await stores.consoleSessions.removeById(id))) throw unknownSession(id);
      await streams.check();
      request.log.info({ session: id, by: callerOf(request).name }, "console session ended");
      return {};
    },
  });
}

async function listSessions(
  { query, request }: AdminCall<"listSessions">,
  stores: Stores,
  terms: SessionTerms,
) {
  const limit = query.limit ?? PAGE_SIZE;
  const position = CURSORS.read(query.cursor);
  const found = await stores.consoleSessions.list({
    nowMs: terms.nowMs,
    ...(position === null ? {} : { before: { createdAtMs: position[0], id: position[1] } }),
    limit: limit + 1,
  });
  const page = CURSORS.page(
    found,
    limit,
    (session) => session,
    (last) => [last.createdAtMs, last.id],
  );
  // A session whose key or secret has ended is not open, although its row is still stored.
  const open = await Promise.all(page.items.map((session) => signedInOf(session, stores, terms)));
  const currentId = sessionBehind(request)?.id;
  return {
    ...page,
    items: open
      .filter((signedIn) => signedIn !== null)
      .map((signedIn) => representSession(signedIn, currentId)),
  };
}

const representSession = ({ session, name, keyId }: SignedIn, currentId: string | undefined) => ({
  id: session.id,
  role: session.role,
  name,
  ...(keyId === null ? {} : { admin_key_id: keyId }),
  ...(session.appid === null ? {} : { appid: session.appid }),
  is_current: session.id === currentId,
  created_at: new Date(session.createdAtMs).toISOString(),
  expires_at: new Date(session.expiresAtMs).toISOString(),
});

const unknownSession = (id: string) =>
  new Problem(
    404,
    text(
      `No open session has the id ${id}. GET /admin/v1/sessions lists them.`,
      `没有 id 为 ${id} 的有效会话；GET /admin/v1/sessions 可列出全部。`,
    ),
  );
