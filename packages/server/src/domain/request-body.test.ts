import { describe, expect, test } from "vitest";
import { parseBody } from "./request-body.js";

const parsed = (body: string) => parseBody(Buffer.from(body));

/** Why a body was rejected, in English. */
function refusalOf(body: string | Buffer): string | undefined {
  const result = parseBody(Buffer.from(body as string));
  if (result.kind !== "broken") throw new Error(`expected a refusal, got ${result.kind}`);
  expect(result.violation.error.code).toBe(47001);
  return result.violation.reason?.en;
}

describe("no body", () => {
  test.each([
    ["none was sent", undefined],
    ["it has no bytes", Buffer.alloc(0)],
    ["it is blank", Buffer.from(" \r\n\t")],
    ["it is a byte order mark", Buffer.from("\uFEFF")],
  ])("is found when %s", (_, raw) => {
    expect(parseBody(raw)).toEqual({ kind: "absent" });
  });
});

describe("a JSON object", () => {
  test.each([
    ["as it is", '{"name":"订单 🛍"}'],
    ["with escapes", '{"name":"\\u8ba2\\u5355 \\ud83d\\udecd"}'],
    ["after a byte order mark", '\uFEFF{"name":"订单 🛍"}'],
    ["between blanks", ' \n{"name":"订单 🛍"}\r\n'],
  ])("is read %s", (_, body) => {
    expect(parsed(body)).toEqual({ kind: "object", value: { name: "订单 🛍" } });
  });

  test("may be empty", () => {
    expect(parsed("{}")).toEqual({ kind: "object", value: {} });
  });

  test("with a member __proto__ does not change the prototype of other objects", () => {
    const result = parsed('{"__proto__":{"isAdmin":true}}');

    expect(result.kind).toBe("object");
    expect(Object.hasOwn({}, "isAdmin") || "isAdmin" in {}).toBe(false);
  });
});

describe("any other body is rejected with 47001, and the reply says why", () => {
  test.each(["[]", '[{"a":1}]', "null", "42", '"text"', "true"])("%s is not an object", (body) => {
    expect(refusalOf(body)).toBe("the body must be a JSON object, not a list or a single value");
  });

  test("text in GBK", () => {
    // "订单" in GBK
    const gbk = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xb6, 0xa9, 0xb5, 0xa5]),
      Buffer.from('"}'),
    ]);

    expect(refusalOf(gbk)).toBe("the body is not UTF-8 (is it GBK?)");
  });

  test.each(["appid=wx1&secret=2", "order_key%5Bmchid%5D=1", "order_key[mchid]=1"])(
    "the form %s",
    (form) => {
      expect(refusalOf(form)).toBe("the body is a form; send JSON");
    },
  );

  test("a syntax error, with its line and column", () => {
    expect(refusalOf('{"a": 1,}')).toBe("the body is not JSON from line 1, column 9 on");
    expect(refusalOf('{\n  "a": 1,\n}')).toBe("the body is not JSON from line 3, column 1 on");
  });

  test.each(['{"a"', "{", "<xml/>", "{'a': 1}", '{"a": x}'])("the fragment %s", (body) => {
    expect(refusalOf(body)).toMatch(/^the body is not JSON/);
  });
});
