import type { FastifyBaseLogger } from "fastify";
import { isOutdated, openCallback, sealCallback } from "../components/callback-keys.js";
import type { Component, StoredCallback } from "../domain/component.js";
import type { Sealer } from "../secrets/seal.js";
import type { ComponentStore } from "../storage/component-store.js";

/** How many platforms one run reads; the others wait for the next. */
const PAGE_SIZE = 50;

/**
 * Makes the job that seals the keys of callbacks with the current seal key: keys in plain text, of an
 * earlier version, and keys that the previous seal key sealed. It reads every platform once; after that, a
 * run does nothing. Keys that cannot be opened stay as they are.
 */
export function sealCallbacks(
  components: ComponentStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): () => Promise<void> {
  let afterAppid: string | null = "";
  let sealed = 0;
  return async () => {
    if (afterAppid === null || sealer.fault !== null) return;
    const page = await components.list({ afterAppid, limit: PAGE_SIZE });
    for (const component of page) {
      const outcome = await sealOne(component, components, sealer);
      if (outcome === "sealed") sealed++;
      if (outcome === "unreadable") {
        log.warn(
          { component: component.componentAppid },
          "callback keys not sealed again: no seal key that is set opens them",
        );
      }
    }
    const last = page.at(-1);
    afterAppid = page.length < PAGE_SIZE || last === undefined ? null : last.componentAppid;
    if (afterAppid === null && sealed > 0) {
      log.info({ sealed }, "callback keys sealed with the current seal key");
    }
  };
}

async function sealOne(
  { componentAppid, callback }: Component,
  components: ComponentStore,
  sealer: Sealer,
): Promise<"sealed" | "current" | "unreadable"> {
  if (callback === null || !isOutdated(callback, sealer)) return "current";
  const opened = openCallback(componentAppid, callback, sealer);
  if (opened.kind !== "opened") return "unreadable";
  const resealed = sealCallback(componentAppid, opened.callback, sealer);
  await components.change(componentAppid, (stored) =>
    // The operator may have changed the callback in the meantime.
    isSame(stored.callback, callback) ? { ...stored, callback: resealed } : stored,
  );
  return "sealed";
}

const isSame = (a: StoredCallback | null, b: StoredCallback) =>
  JSON.stringify(a) === JSON.stringify(b);
