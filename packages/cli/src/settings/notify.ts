import { type Problem, UsageError } from "../errors.js";
import { ALL_CASES } from "../notify/case-list.js";
import type { Signer } from "../notify/defaults.js";
import { NOTIFY_TEXTS } from "../notify/notify-texts.js";
import { TEXTS } from "../texts.js";
import { withoutPassword } from "./reading.js";

export interface NotifyCheckFlags {
  readonly keys?: string;
  readonly order?: string;
  readonly effectsUrl?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly signWith?: Signer;
  readonly publicReceiverIsMine?: true;
}

export interface NotifyCheckSettings {
  readonly url: string;
  /** Null: the default file, which is made if it does not exist. */
  readonly keysFile: string | null;
  readonly orderFile: string | null;
  readonly effectsUrl: string | null;
  readonly isSelected: (caseName: string) => boolean;
  readonly signer: Signer;
  readonly allowsPublicReceiver: boolean;
}

const { problem: PROBLEM } = NOTIFY_TEXTS;
const CASE_NAMES = ALL_CASES.map(({ name }) => name);

/** @throws UsageError for bad values, all named */
export function notifyCheckSettings(url: string, flags: NotifyCheckFlags): NotifyCheckSettings {
  const { keys, order, effectsUrl, only = [], skip = [] } = flags;
  const problems: Problem[] = [];
  if (!isHttpUrl(url)) problems.push(PROBLEM.badUrl("<url>", withoutPassword(url)));
  if (effectsUrl !== undefined && !isHttpUrl(effectsUrl)) {
    problems.push(PROBLEM.badUrl("--effects-url", withoutPassword(effectsUrl)));
  }
  if (keys === "") problems.push(TEXTS.settings.emptyFlag("--keys"));
  for (const [flag, names] of [
    ["--only", only],
    ["--skip", skip],
  ] as const) {
    for (const name of names) {
      if (!CASE_NAMES.includes(name)) problems.push(PROBLEM.unknownCase(flag, name, CASE_NAMES));
    }
  }
  if (problems.length > 0) throw new UsageError(...problems);
  return {
    url,
    keysFile: keys ?? null,
    orderFile: order ?? null,
    effectsUrl: effectsUrl ?? null,
    isSelected: (name) => (only.length === 0 || only.includes(name)) && !skip.includes(name),
    signer: flags.signWith ?? "public-key",
    allowsPublicReceiver: flags.publicReceiverIsMine === true,
  };
}

function isHttpUrl(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === "" && password === "";
}
