import {
  type AttentionItemRepresentation,
  attentionItemWords,
  type Language,
  languageOf,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import type { AttentionItem } from "../domain/attention/attention-item.js";
import { type AttentionStores, collectAttention } from "../statistics/collect-attention.js";
import { RepeatedCount } from "../statistics/repeated-count.js";
import type { Statistics } from "../statistics/statistics.js";
import { registerAdminRoutes } from "./admin-routes.js";
import { representCountedError } from "./represent-counted-error.js";

/** Registers the operation that lists what needs a person's attention. */
export function registerAttentionRoute(
  server: FastifyInstance,
  stores: AttentionStores,
  statistics: Statistics,
  clock: Clock,
): void {
  const read = new RepeatedCount(async (appid) => {
    await statistics.flushForReader();
    return collectAttention(stores, appid, clock.nowMs());
  });
  registerAdminRoutes(server, {
    listAttention: async ({ query, request }) => {
      const language = languageOf(request.headers["accept-language"]);
      const { items, leftOut, fromMs, readAtMs } = await read.of(query.appid ?? null);
      return {
        from: instant(fromMs),
        to: instant(readAtMs),
        items: items.map((item) => represent(item, language)),
        left_out: leftOut,
      };
    },
  });
}

function represent(item: AttentionItem, language: Language): AttentionItemRepresentation {
  const { kind, count, of, before, app, errcode, operation, reason, atMs, endpoint } = item;
  const shown = {
    kind,
    count,
    ...(of === undefined ? {} : { of }),
    ...(before === undefined ? {} : { before }),
    ...(app === undefined ? {} : { appid: app.appid, app_name: app.name }),
    ...(errcode === undefined ? {} : errorOf(operation ?? null, errcode, language)),
    ...(reason === undefined ? {} : { reason }),
    ...(atMs === undefined ? {} : { at: instant(atMs) }),
    ...endpoint,
  };
  return { ...shown, words: attentionItemWords(shown)[language] };
}

function errorOf(operation: string | null, errcode: number, language: Language) {
  const { name, title: _, ...error } = representCountedError({ operation, errcode }, language);
  return { ...error, error: name };
}

const instant = (timeMs: number) => new Date(timeMs).toISOString();
