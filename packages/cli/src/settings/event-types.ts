import { EVENT_TYPES, type EventType } from "@dingdan/contract";
import { LISTEN_TEXTS as TEXTS } from "../listen/listen-texts.js";
import type { Reading } from "./reading.js";

const isType = (name: string): name is EventType =>
  (EVENT_TYPES as readonly string[]).includes(name);

/** The types that a flag lists with commas; null for all: without the flag, or for `*`. */
export function readEventTypes(
  reading: Reading,
  flag: string | undefined,
  flagName: string,
): readonly EventType[] | null {
  const value = reading.value(flag, flagName, null);
  if (value === null || value.trim() === "*") return null;
  const names = [...new Set(value.split(",").map((name) => name.trim()))];
  for (const name of names) {
    if (!isType(name)) reading.problems.push(TEXTS.problem.unknownType(flagName, name));
  }
  return names.filter(isType);
}
