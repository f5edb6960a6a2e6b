import { describe, expect, it } from "vitest";
import { redactorOf, withoutSecrets } from "./secrets.js";

const SECRET = "a+b /~'c";
const redact = redactorOf([SECRET]);

describe("a secret is taken out of a text", () => {
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

  it("whole, when another secret is a part of it", () => {
    expect(redactorOf(["abc", "abcdef"])("<abcdef> <abc>")).toBe("<***> <***>");
  });
});

describe("a copy of a fault", () => {
  it("keeps what tells the cause, down to the first one", () => {
    const first = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const copy = withoutSecrets(new TypeError("fetch failed", { cause: first }), redact);
    expect(copy).toMatchObject({
      name: "TypeError",
      message: "fetch failed",
      cause: { message: "connect ECONNREFUSED", code: "ECONNREFUSED" },
    });
  });

  it("is made of what is no error, too", () => {
    expect(withoutSecrets(`no ${SECRET}`, redact).message).toBe("no ***");
  });
});
