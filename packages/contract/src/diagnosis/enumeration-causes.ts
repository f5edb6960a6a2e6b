import {
  DELIVERY_MODE,
  LINK_TYPE,
  LOGISTICS_TYPE,
  ORDER_NUMBER_TYPE,
  parseEnumeration,
} from "../enumerations.js";
import { isMissing } from "../rules/limits.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { memberName, valueAt } from "./json-path.js";
import { byLikeness } from "./nearest.js";

const ENUMERATIONS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  order_number_type: ORDER_NUMBER_TYPE,
  type: LINK_TYPE,
  logistics_type: LOGISTICS_TYPE,
  delivery_mode: DELIVERY_MODE,
};

/** 268485194, 268485202, 268485193, 268485224: a name or a number that the enumeration does not have. */
export function* enumerationCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const { path } = violation;
  const names = ENUMERATIONS[memberName(path)];
  const value = valueAt(body, path);
  if (names === undefined || isMissing(value) || value === 0) return;
  const all = Object.entries(names)
    .map(([name, number]) => `${number} ${name}`)
    .join(", ");
  if (typeof value === "string" && parseEnumeration(names, value.trim()) !== null) {
    yield found("blank-around-value", path, { field: memberName(path) });
  } else if (typeof value === "string" && /[A-Za-z]/.test(value)) {
    const [wanted = ""] = byLikeness(value, Object.keys(names));
    yield found("enum-name-unknown", path, { found: value.slice(0, 40), wanted, names: all });
  } else if (typeof value === "number" || typeof value === "string") {
    yield found("enum-number-unknown", path, { found: String(value).slice(0, 40), names: all });
  }
}
