import { LINK_TYPE } from "../enumerations.js";
import { formatChinaTime } from "../instant.js";
import type { RuleContext } from "../rules/context.js";
import { isMissing, isObject } from "../rules/limits.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";
import { parsedJson } from "./parsed-json.js";
import { type Changeable, type Place, placeAt, rename } from "./place.js";
import { secondsOfMilliseconds } from "./trade-causes.js";

/** A fault in a body, to be corrected in the body itself. */
export interface Fault {
  readonly body: Changeable;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  readonly context: RuleContext;
  readonly nowMs: number;
}

/** Corrects a fault; false if this body leaves it open what is meant. */
export type Correction = (fault: Fault) => boolean;

const at = ({ body, path }: Fault): Place => placeAt(body, path);

/** Replaces what was sent by the value that the diagnosis suggests. */
const toWanted =
  (read: (wanted: string) => unknown = (wanted) => wanted): Correction =>
  (fault) => {
    const { wanted } = fault.values;
    return wanted !== undefined && at(fault).set(read(wanted));
  };

/** Changes the value at the place; undefined leaves it. */
const changed =
  (change: (value: unknown) => unknown): Correction =>
  (fault) => {
    const place = at(fault);
    const value = change(place.value);
    return value !== undefined && place.set(value);
  };

const trimmed = changed((value) => (typeof value === "string" ? value.trim() : undefined));
const onlyEntry = changed((value) =>
  Array.isArray(value) && value.length === 1 ? value[0] : undefined,
);
/** `2 (WXPAY_TRADE_NUMBER)` */
const leadingNumber = (wanted: string) => Number.parseInt(wanted, 10);

const renamed: Correction = (fault) => {
  const { owner, name } = at(fault);
  const { wanted } = fault.values;
  return owner !== null && wanted !== undefined && rename(owner, name, wanted);
};

const orderKeyInside: Correction = ({ body }) => {
  const members = ["order_number_type", "mchid", "mch_id", "out_trade_no", "transaction_id"];
  const inside = Object.fromEntries(
    members.filter((name) => !isMissing(body[name])).map((name) => [name, body[name]]),
  );
  for (const name of members) delete body[name];
  body["order_key"] = inside;
  return true;
};

const payerInside: Correction = ({ body }) => {
  const { openid } = body;
  delete body["openid"];
  body["payer"] = { openid };
  return true;
};

const toOwnNumber: Correction = (fault) => {
  const [mchid, ...others] = fault.context.mchids ?? [];
  return mchid !== undefined && others.length === 0 && at(fault).set(mchid);
};

const toOwnApp: Correction = (fault) =>
  fault.context.kind !== "official_account" &&
  fault.context.appid !== undefined &&
  at(fault).set(fault.context.appid);

const toPageLink: Correction = (fault) => {
  const { value, owner } = at(fault);
  const { appid, kind } = fault.context;
  if (owner === null || typeof value !== "string" || appid === undefined) return false;
  if (kind !== undefined && kind !== "mini_program") return false;
  delete owner["url"];
  Object.assign(owner, { type: LINK_TYPE.MINI_PROGRAM, appid, path: value.trim() });
  return true;
};

const oneEntry: Correction = (fault) => {
  const { value, set } = at(fault);
  if (!Array.isArray(value) || !value.every(isObject)) return false;
  const described = value.map((entry) => entry["item_desc"]);
  if (!described.every((text) => typeof text === "string")) return false;
  return set([{ ...value[0], item_desc: described.join("；") }]);
};

const without: Correction = (fault) => {
  const { owner, name } = at(fault);
  return owner !== null && delete owner[name];
};

/** Only for a body that was refused as it is: then a later time makes it acceptable. */
const toNow: Correction = ({ body, nowMs }) => {
  body["upload_time"] = formatChinaTime(nowMs);
  return true;
};

const toSeconds = changed((value) => {
  const seconds = secondsOfMilliseconds(value) ?? undefined;
  return typeof value === "number" && seconds !== undefined ? Number(seconds) : seconds;
});

/** The same time of day with another offset. */
const restamped = (from: RegExp, to: string) =>
  changed((value) =>
    typeof value === "string" && from.test(value) ? value.replace(from, to) : undefined,
  );

/** What a program can correct: the diagnosis says what was meant, or leaves one possibility. */
export const CORRECTIONS = {
  "mch-id": renamed,
  "field-misnamed": renamed,
  "order-key-flattened": orderKeyInside,
  "openid-at-top-level": payerInside,
  "payer-as-text": changed((value) => ({ openid: value })),
  "blank-around-value": trimmed,
  "blank-around-link": trimmed,
  "other-form": toWanted(leadingNumber),
  "enum-name-unknown": toWanted(),
  "link-type-swapped": toWanted(leadingNumber),
  "mchid-not-bound": toOwnNumber,
  "link-of-another-app": toOwnApp,
  "appid-missing": toWanted(),
  // A larger number has lost digits already.
  "number-for-string": changed((value) =>
    Number.isSafeInteger(value) ? String(value) : undefined,
  ),
  "json-in-string": changed((value) => (typeof value === "string" ? parsedJson(value) : undefined)),
  "object-for-list": changed((value) => [value]),
  "numbered-object": changed((value) => (isObject(value) ? Object.values(value) : undefined)),
  "list-for-object": onlyEntry,
  "list-for-string": onlyEntry,
  "boolean-as-text": changed((value) => String(value).trim().toLowerCase() === "true"),
  "link-without-scheme": changed((value) => `https://${String(value).trim().replace(/^\/\//, "")}`),
  "link-scheme-case": changed((value) =>
    String(value)
      .trim()
      .replace(/^[^:]*/, (scheme) => scheme.toLowerCase()),
  ),
  "page-path-as-url": toPageLink,
  "price-in-yuan": toWanted(Number),
  "price-not-rounded": toWanted(Number),
  "price-as-text": toWanted(Number),
  "quantity-as-text": toWanted(Number),
  "plus-lost": toWanted(),
  "offset-without-colon": toWanted(),
  "offset-missing": toWanted(),
  "blank-in-time": toWanted(),
  "seconds-missing": toWanted(),
  "comma-fraction": toWanted(),
  "zone-in-brackets": toWanted(),
  "zone-name": toWanted(),
  "date-form": toWanted(),
  "compact-time": toWanted(),
  "chinese-date": toWanted(),
  "date-text": toWanted(),
  "time-as-list": toWanted(),
  "unix-time": toWanted(),
  "local-time-stamped-utc": restamped(/(?:z|[+-]00:00)$/i, "+08:00"),
  "utc-time-stamped-local": restamped(/\+08:00$/, "Z"),
  milliseconds: toSeconds,
  "stale-upload-time": toNow,
  "trade-not-newer": toNow,
  "clock-ahead": toNow,
  "entry-for-each-good": oneEntry,
  "member-refused": without,
} as const satisfies Partial<Record<DiagnosisId, Correction>>;

/** The causes that a program can correct. */
export type CorrectableId = keyof typeof CORRECTIONS | keyof typeof TEXT_CORRECTIONS;

/** The same for texts that are no JSON object. */
export const TEXT_CORRECTIONS = {
  "json-in-string": (text: string) => {
    const inner = parsedJson(text);
    return typeof inner === "string" ? inner : null;
  },
  "list-for-body": (text: string) => {
    const list = parsedJson(text);
    return Array.isArray(list) && list.length === 1 ? JSON.stringify(list[0]) : null;
  },
  // Texts in quotes are kept as they are.
  "json-trailing-comma": (text: string) =>
    text.replace(
      /("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g,
      (_, quoted: string | undefined) => quoted ?? "",
    ),
  "form-body": (text: string) => {
    // A program that hands JSON to a form encoder sends it as the only name.
    const [name = ""] = text.trim().split("=", 1);
    const only = decoded(name.replaceAll("+", " "));
    return isObject(parsedJson(only)) ? only : null;
  },
} as const satisfies Partial<Record<DiagnosisId, (text: string) => string | null>>;

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return "";
  }
}
