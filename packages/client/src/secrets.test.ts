import { describe, expect, it } from "vitest";
import { redactorOf, withoutSecrets } from "./secrets.js";

const SECRET = "a+b /~'c";
const redact = redactorOf([SECRET]);

describe("a secret is removed from a text", () => {
  const forms = {
    "as it is": SECRET,
    "as a component of a URL": encodeURIComponent(SECRET),
    "as a parameter of a query": new URLSearchParams([["", SECRET]]).toString().slice(1),
  };
  for (const [written, form] of Object.entries(forms)) {
    it(`when it is written ${written}`, () => {
      expect(redact(`?secret=${form}&x=1`)).toBe("?secret=***&x=1");
    });
  }

  it("completely, when another secret is a part of it", () => {
    const redactBoth = redactorOf(["abcdefgh", "abcdefghij"]);
    expect(redactBoth("<abcdefghij> <abcdefgh>")).toBe("<***> <***>");
  });
});

describe("a secret of less than 8 characters", () => {
  const redactShort = redactorOf(["a.b"]);
  for (const [text, redacted] of [
    ["?secret=a.b", "?secret=***"],
    ["?secret=a.b&x=1", "?secret=***&x=1"],
    ['{"secret":"a.b"}', '{"secret":"***"}'],
    ['{"secret": "a.b", "x": 1}', '{"secret": "***", "x": 1}'],
    ["(/cgi-bin/token?secret=a.b)", "(/cgi-bin/token?secret=***)"],
  ] as const) {
    it(`is removed from ${text}`, () => {
      expect(redactShort(text)).toBe(redacted);
    });
  }

  it("is not removed where it is a part of something else", () => {
    for (const text of ["cannot reach a.b.example", "?secret=a.bc", "?x=axb", "a.b"]) {
      expect(redactShort(text)).toBe(text);
    }
    expect(redactorOf(["e"])("no reply within 40 ms: fetch failed")).toBe(
      "no reply within 40 ms: fetch failed",
    );
  });

  it("is not removed when it is empty", () => {
    expect(redactorOf([""])("?secret=&x=1")).toBe("?secret=&x=1");
  });
});

describe("a copy of an error", () => {
  it("keeps the properties that describe the cause, down to the first cause", () => {
    const first = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const copy = withoutSecrets(new TypeError("fetch failed", { cause: first }), redact);
    expect(copy).toMatchObject({
      name: "TypeError",
      message: "fetch failed",
      cause: { message: "connect ECONNREFUSED", code: "ECONNREFUSED" },
    });
  });

  it("is also made from a value that is not an error", () => {
    expect(withoutSecrets(`no ${SECRET}`, redact).message).toBe("no ***");
  });
});
