import type { FastifyBaseLogger } from "fastify";
import { isOutdated, openCallback, sealCallback } from "../components/callback-keys.js";
import type { Component, StoredCallback } from "../domain/component.js";
import type { Sealer } from "../secrets/seal.js";
import type { ComponentStore } from "../storage/component-store.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

/** The keys of callbacks that the previous seal key sealed, and those in plain text, of an earlier version. */
export const sealCallbacks = (
  components: ComponentStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): (() => Promise<void>) =>
  sealAgain<Component>(
    {
      list: ({ after, limit }) => components.list({ afterAppid: after, limit }),
      nameOf: ({ componentAppid }) => componentAppid,
      seal: (component) => sealOne(component, components, sealer),
      what: "callback keys",
      facts: ({ componentAppid }) => ({ component: componentAppid }),
    },
    sealer,
    log,
  );

async function sealOne(
  { componentAppid, callback }: Component,
  components: ComponentStore,
  sealer: Sealer,
): Promise<SealedAgain> {
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
