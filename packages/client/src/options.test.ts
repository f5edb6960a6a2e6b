import { describe, expect, it } from "vitest";
import { ShoppingOrders, type ShoppingOrdersOptions } from "./index.js";

const GOOD: ShoppingOrdersOptions = { appid: "wxd678efh567hg6787", secret: "s3cret" };

describe("the options", () => {
  it("are refused with all that is wrong named at once, and nothing of their values told", () => {
    const bad = { appid: "", secret: "", baseUrl: "ftp://user:pass@host", timeoutMs: -1 };
    expect(() => new ShoppingOrders({ ...bad, retryCountMax: 0.5, retryDelayMs: NaN })).toThrow(
      new TypeError(
        "ShoppingOrders: appid must be a string that is not empty; " +
          "secret must be a string that is not empty; " +
          "baseUrl must be an http or https URL without user, query and fragment; " +
          "timeoutMs must be a whole number, 0 or more; " +
          "retryCountMax must be a whole number, 0 or more; " +
          "retryDelayMs must be a whole number, 0 or more",
      ),
    );
  });

  it("take 0 for a choice and undefined for the default", () => {
    const zeros = { timeoutMs: 0, retryCountMax: 0, retryDelayMs: 0 };
    expect(() => new ShoppingOrders({ ...GOOD, ...zeros, baseUrl: undefined })).not.toThrow();
  });

  it("refuse a secret beside an access token of the program's own", () => {
    const both = { ...GOOD, accessToken: async () => "TOKEN" } as unknown as ShoppingOrdersOptions;
    expect(() => new ShoppingOrders(both)).toThrow("secret and accessToken exclude each other");
  });

  for (const baseUrl of [
    "api.weixin.qq.com",
    "https://host?",
    "https://host#top",
    "file:///etc",
    "https://user:pass@host",
  ]) {
    it(`refuse ${baseUrl} as a base URL`, () => {
      expect(() => new ShoppingOrders({ ...GOOD, baseUrl })).toThrow("baseUrl");
    });
  }
});
