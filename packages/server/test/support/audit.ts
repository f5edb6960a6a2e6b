import type { AuditEntryRepresentation } from "@dingdan/contract";
import { expect } from "vitest";
import type { Platform } from "./platform.js";

export type Entry = AuditEntryRepresentation;

export async function trailOf(platform: Platform, query = ""): Promise<Entry[]> {
  const { status, body } = await platform.admin<{ items: Entry[] }>(
    "GET",
    `/audit?after=0&limit=1000${query}`,
  );
  expect(status).toBe(200);
  return body.items;
}

/** The entries since a call of this function. */
export async function since(platform: Platform): Promise<() => Promise<Entry[]>> {
  const before = (await trailOf(platform)).length;
  return async () => (await trailOf(platform)).slice(before);
}

/** What the server's own verification says. */
export const verify = async (platform: Platform, head?: string) =>
  (await platform.admin("POST", "/audit/verify", head === undefined ? {} : { head })).body;
