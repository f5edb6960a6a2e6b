import { isObject, type LoggedRequestRepresentation } from "@dingdan/contract";

type Logged = LoggedRequestRepresentation;

/** The value of a body; undefined if it is not JSON. */
export function parsedBody(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

/** The fields that the explanation of a call points to. */
export const explainedPaths = ({ explanation }: Logged): string[] =>
  [explanation.field, ...explanation.diagnoses.map(({ path }) => path)].filter(
    (path) => path !== "",
  );

/** True if the log has the whole body, as a text. */
export const isComplete = ({ body, body_state: state }: Logged): boolean =>
  state === "whole" && body !== "";

/** The masks of openids: `oUpF…eS6o`. */
export const OPENID_MASKS = /([\w-]{4})…([\w-]{4})/g;

/** True if the app can make the call once more as it is logged: the log has all of it, and masked nothing. */
export const canBeSentAsApp = (logged: Logged, appid: string): boolean =>
  logged.appid === appid &&
  logged.operation !== undefined &&
  isComplete(logged) &&
  maskedTexts(logged).size === 0 &&
  logged.redacted.length === 0;

/** The texts of a logged body that the log masked, wholly or in part. */
export function maskedTexts({ body, redacted }: Pick<Logged, "body" | "redacted">): Set<string> {
  const masked = new Set(redacted);
  const texts = [...textsOf(parsedBody(body))].filter(
    ([path, value]) => masked.has(path) || value.search(OPENID_MASKS) >= 0,
  );
  return new Set(texts.map(([, value]) => value));
}

/** The paths of a body where such a text still stands. */
export const pathsOfTexts = (value: unknown, texts: ReadonlySet<string>): string[] =>
  texts.size === 0
    ? []
    : [...textsOf(value)].filter(([, one]) => texts.has(one)).map(([path]) => path);

/** All texts in a value, by their paths: `order_list[0].item_list[2].name`. */
function* textsOf(value: unknown, path = ""): Generator<readonly [path: string, value: string]> {
  if (typeof value === "string") yield [path, value];
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsOf(item, `${path}[${index}]`);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      yield* textsOf(member, path === "" ? name : `${path}.${name}`);
    }
  }
}
