import type { LoggedRequestRepresentation } from "@dingdan/contract";

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
