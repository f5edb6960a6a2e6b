import { OPENID_SCHEMA } from "../schemas/order-key.js";
import { text } from "../text.js";
import { isAbsent, isMissing, isObject, wrongType } from "./limits.js";
import { broken, type Violation } from "./violation.js";

const BASE64URL = new RegExp(OPENID_SCHEMA.pattern);

// Base64url text whose complete bytes are all zero. Four characters are three bytes; in a remainder of
// two or three characters, the low bits of the last one belong to no byte and may have any value.
const ZERO = /^(?:AAAA)*(?:A|A[A-P]|AA[A-D])?$/;

/**
 * The payer of a request: `payer.openid`, or `pay` and `opens` of the machine-translated documents.
 * If both are present, the correct name takes precedence.
 */
export function payerOf(body: Readonly<Record<string, unknown>>): {
  payer: unknown;
  path: string;
  openid: unknown;
  openidPath: string;
} {
  const name = isAbsent(body["payer"]) && !isAbsent(body["pay"]) ? "pay" : "payer";
  const payer = body[name];
  const member =
    isObject(payer) && isAbsent(payer["openid"]) && !isAbsent(payer["opens"]) ? "opens" : "openid";
  return {
    payer,
    path: name,
    openid: isObject(payer) ? payer[member] : undefined,
    openidPath: `${name}.${member}`,
  };
}

/** Yields every broken rule of a request's payer, in answer order. */
export function* payerViolations(body: Readonly<Record<string, unknown>>): Generator<Violation> {
  const { payer, path, openid, openidPath } = payerOf(body);
  if (!isAbsent(payer) && !isObject(payer)) {
    yield wrongType(path, text("an object", "对象"), payer);
    return;
  }
  if (isMissing(openid)) {
    yield broken("OPENID_MISSING", openidPath);
  } else if (typeof openid !== "string") {
    yield wrongType(openidPath, text("a string", "字符串"), openid);
  } else if (openid.length > OPENID_SCHEMA["x-maxBytes"] || !BASE64URL.test(openid)) {
    yield broken("OPENID_UNDECODABLE", openidPath);
  } else if (ZERO.test(openid)) {
    yield broken("OPENID_ZERO", openidPath);
  }
}
