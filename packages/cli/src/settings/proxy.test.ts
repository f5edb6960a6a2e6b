import { describe, expect, test } from "vitest";
import { proxySettings } from "./proxy.js";

describe("the settings of proxy", () => {
  test("have defaults", () => {
    expect(proxySettings({}, {})).toEqual({
      host: "127.0.0.1",
      port: 8322,
      url: "http://127.0.0.1:8321",
      caFolder: "./data/ca",
    });
  });

  test("come from the environment", () => {
    const environment = {
      DINGDAN_PROXY_HOST: "0.0.0.0",
      DINGDAN_PROXY_PORT: "0",
      DINGDAN_URL: "https://pay.example",
      DINGDAN_CA_DIR: "/ca",
      // The settings of `serve`, which may be exported in the same shell.
      DINGDAN_HOST: "10.0.0.1",
      DINGDAN_PORT: "80",
    };
    expect(proxySettings({}, environment)).toEqual({
      host: "0.0.0.0",
      port: 0,
      url: "https://pay.example",
      caFolder: "/ca",
    });
  });
});
