import { languageOf, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { CallParts } from "../api/call-as-app.js";
import { replay } from "../api/replay.js";
import type { Clock } from "../clock.js";
import { unreachable } from "../domain/unreachable.js";
import { Problem } from "../http/problem.js";
import { withBody, withOpenids } from "../request-log/sealed-openids.js";
import type { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { instantMsOf } from "./order-filter.js";

interface ReplayTerms {
  readonly clock: Clock;
  readonly isSandbox: boolean;
  readonly sealer: Sealer;
}

/** Registers the replay of logged calls. Only a sandbox allows it: it acts for an app without its token. */
export function registerReplayRoute(
  server: FastifyInstance,
  parts: CallParts,
  { clock, isSandbox, sealer }: ReplayTerms,
): void {
  registerAdminRoutes(server, {
    replayRequest: async (call) => {
      if (!isSandbox) throw noSandbox();
      return replayRequest(call, parts, { nowMs: clock.nowMs(), sealer });
    },
  });
}

async function replayRequest(
  { parameters: { rid }, body: { at, body }, request }: AdminCall<"replayRequest">,
  parts: CallParts,
  { nowMs: presentMs, sealer }: { readonly nowMs: number; readonly sealer: Sealer },
) {
  const nowMs = at === undefined ? presentMs : instantMsOf(at);
  const record = await parts.requestLog.find(rid);
  if (record === null) {
    throw new Problem(
      404,
      text(
        `The request log has no call with the rid ${rid}.`,
        `请求日志中没有 rid 为 ${rid} 的调用。`,
      ),
    );
  }
  const sent = body === undefined ? withOpenids(record, sealer) : withBody(record, body, sealer);
  if (sent === null) throw openidsNotKept(sealer);
  const language = languageOf(request.headers["accept-language"]);
  const replayed = await replay(sent, parts, { nowMs, language, clientIp: request.ip });
  switch (replayed.kind) {
    case "replayed":
      return { rid: replayed.rid, reply: replayed.reply };
    case "impossible":
      throw new Problem(
        409,
        text(
          `The call cannot be replayed: ${replayed.reason.en}.`,
          `该调用无法原样重放：${replayed.reason.zh}。`,
        ),
      );
    default:
      return unreachable(replayed);
  }
}

/** The openids of the call were masked without a seal key, or sealed with another one. */
const openidsNotKept = ({ fault }: Sealer) => {
  const next = fault === null ? text("", "") : sealFaultText(fault);
  return new Problem(
    409,
    text(
      `The call cannot be replayed: its openids are masked, and not sealed with a seal key that is set. ${next.en}`.trim(),
      `该调用无法原样重放：其 openid 已脱敏，且未以现有的封存密钥封存。${next.zh}`,
    ),
  );
};

const noSandbox = () =>
  new Problem(
    403,
    text(
      "Only a sandbox replays calls: start with --sandbox or DINGDAN_SANDBOX=1.",
      "只有沙箱可以重放调用：请使用 --sandbox 或 DINGDAN_SANDBOX=1 启动。",
    ),
  );
