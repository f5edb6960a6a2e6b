import type { FastifyBaseLogger } from "fastify";
import type { App } from "../domain/app.js";
import { isOutdated, openMessagePush, sealMessagePush } from "../pushes/message-push-keys.js";
import type { Sealer } from "../secrets/seal.js";
import type { AppStore } from "../storage/store.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

/** The keys of message URLs that the previous seal key sealed. */
export const sealMessagePushes = (
  apps: AppStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): (() => Promise<void>) =>
  sealAgain<App>(
    {
      list: ({ after, limit }) => apps.list({ afterAppid: after, limit }),
      nameOf: ({ appid }) => appid,
      seal: (app) => sealOne(app, apps, sealer),
      what: "keys of message URLs",
      facts: ({ appid }) => ({ appid }),
    },
    sealer,
    log,
  );

async function sealOne(
  { appid, messagePush }: App,
  apps: AppStore,
  sealer: Sealer,
): Promise<SealedAgain> {
  if (messagePush === null || !isOutdated(messagePush, sealer)) return "current";
  const opened = openMessagePush(appid, messagePush, sealer);
  if (opened.kind !== "opened") return "unreadable";
  const { sealedKeys } = sealMessagePush(appid, opened.messagePush, sealer);
  await apps.change(appid, (stored) =>
    // The operator may have set another message URL in the meantime.
    stored.messagePush?.sealedKeys === messagePush.sealedKeys
      ? { ...stored, messagePush: { ...stored.messagePush, sealedKeys } }
      : stored,
  );
  return "sealed";
}
