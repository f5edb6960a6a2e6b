import { isUtf8 } from "node:buffer";
import {
  broken,
  isObject,
  type Text,
  text,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";

export type ParsedBody =
  | { readonly kind: "absent" }
  | { readonly kind: "object"; readonly value: Unchecked }
  | { readonly kind: "broken"; readonly violation: Violation };

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Parses a body as JSON whatever its Content-Type says: real clients send JSON as text, as a form, and
 * without a type.
 * @param raw the bytes as received; undefined for no body
 */
export function parseBody(raw: Buffer | undefined): ParsedBody {
  if (raw === undefined || raw.length === 0) return { kind: "absent" };
  if (!isUtf8(raw)) {
    return dataFormatError(
      text("the body is not UTF-8 (is it GBK?)", "请求体不是 UTF-8 编码（是否为 GBK？）"),
    );
  }
  const source = raw.toString("utf8");
  const body = source.charCodeAt(0) === BYTE_ORDER_MARK ? source.slice(1) : source;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    if (body.trim() === "") return { kind: "absent" };
    return dataFormatError(syntaxFault(body, error));
  }
  if (isObject(value)) return { kind: "object", value };
  return dataFormatError(
    text(
      "the body must be a JSON object, not a list or a single value",
      "请求体应为 JSON 对象，而非列表或单个值",
    ),
  );
}

const dataFormatError = (reason: Text): ParsedBody => ({
  kind: "broken",
  violation: broken("DATA_FORMAT_ERROR", "", reason),
});

function syntaxFault(body: string, error: unknown): Text {
  if (/^[\w.%[\]-]+=/.test(body)) {
    return text("the body is a form; send JSON", "请求体是表单，请发送 JSON");
  }
  const position = /position (\d+)/.exec(String(error))?.[1];
  if (position === undefined) return text("the body is not JSON", "请求体不是 JSON");
  const before = body.slice(0, Number(position)).split("\n");
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return text(
    `the body is not JSON from line ${line}, column ${column} on`,
    `请求体自第 ${line} 行第 ${column} 列起不是合法 JSON`,
  );
}
