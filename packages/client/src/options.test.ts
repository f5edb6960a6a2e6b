import { describe, expect, it } from "vitest";
import { ShoppingOrders, type ShoppingOrdersOptions } from "./index.js";

const GOOD: ShoppingOrdersOptions = { appid: "wxd678efh567hg6787", secret: "s3cret" };

describe("the options", () => {
  it("are rejected with an error that names every invalid option and contains no value", () => {
    const bad = { appid: "", secret: "", baseUrl: "ftp://user:pass@host", timeoutMs: -1 };
    expect(() => new ShoppingOrders({ ...bad, retryCountMax: 0.5, retryDelayMs: NaN })).toThrow(
      new TypeError(
        "ShoppingOrders: appid must be a non-empty string; " +
          "secret must be a non-empty string; " +
          "baseUrl must be an http or https URL without user, query and fragment; " +
          "timeoutMs must be an integer, 0 or more; " +
          "retryCountMax must be an integer, 0 or more; " +
          "retryDelayMs must be an integer, 0 or more",
      ),
    );
  });

  it("accept 0 as a value and read undefined as the default", () => {
    const zeros = { timeoutMs: 0, retryCountMax: 0, retryDelayMs: 0 };
    expect(() => new ShoppingOrders({ ...GOOD, ...zeros, baseUrl: undefined })).not.toThrow();
  });

  it("reject a secret together with accessToken", () => {
    const both = { ...GOOD, accessToken: async () => "TOKEN" } as unknown as ShoppingOrdersOptions;
    expect(() => new ShoppingOrders(both)).toThrow("give either secret or accessToken, not both");
  });

  for (const baseUrl of [
    "api.weixin.qq.com",
    "https://host?",
    "https://host#top",
    "file:///etc",
    "https://user:pass@host",
  ]) {
    it(`reject ${baseUrl} as a base URL`, () => {
      expect(() => new ShoppingOrders({ ...GOOD, baseUrl })).toThrow("baseUrl");
    });
  }
});
