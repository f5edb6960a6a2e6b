import { describe, expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { clientSettings } from "./client.js";

describe("the settings of a client", () => {
  const credentials = { DINGDAN_APPID: "wx1", DINGDAN_SECRET: "s" };

  test("use the server on this machine by default", () => {
    expect(clientSettings({}, credentials).url).toBe("http://127.0.0.1:8321");
    const environment = { ...credentials, DINGDAN_URL: "https://pay.example/base/" };
    expect(clientSettings({}, environment).url).toBe("https://pay.example/base");
  });

  test("name every credential that is missing", () => {
    expect(problemsOf(() => clientSettings({ url: "localhost:1" }, {}))).toEqual([
      "invalid value for --url: localhost:1",
      "missing: --appid / DINGDAN_APPID and --secret / DINGDAN_SECRET",
    ]);
    expect(problemsOf(() => clientSettings({ appid: "wx1" }, {}))).toEqual([
      "missing: --secret / DINGDAN_SECRET",
    ]);
  });

  test.each(["http://user:pass@host", "http://host?x=1", "ftp://host", "http://"])(
    "reject %s as a URL",
    (url) => {
      expect(problemsOf(() => clientSettings({ url }, credentials))).toHaveLength(1);
    },
  );
});
