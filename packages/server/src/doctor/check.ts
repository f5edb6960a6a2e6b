import { type Text, text } from "@dingdan/contract";

export type CheckState = "ok" | "warning" | "failed";

/** One check of an installation, and what to do if it is not ok. */
export interface Check {
  readonly name: string;
  readonly state: CheckState;
  /** What was found. */
  readonly found: Text;
  /** The next step; null if the check is ok. */
  readonly next: Text | null;
}

export const passed = (name: string, found: Text): Check => ({
  name,
  state: "ok",
  found,
  next: null,
});

export const warning = (name: string, found: Text, next: Text): Check => ({
  name,
  state: "warning",
  found,
  next,
});

export const failed = (name: string, found: Text, next: Text): Check => ({
  name,
  state: "failed",
  found,
  next,
});

/** A text that is the same in both languages: a path, a version. */
export const plain = (value: string): Text => text(value, value);

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
