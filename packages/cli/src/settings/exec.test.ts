import { describe, expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { execSettings } from "./exec.js";

describe("the settings of exec", () => {
  test("are an in-memory sandbox, whatever platform the environment names", () => {
    const environment = { DINGDAN_URL: "http://h", DINGDAN_DATABASE_URL: "sqlite:x" };
    expect(execSettings({}, environment)).toEqual({
      platform: { kind: "sandbox", databaseUrl: "sqlite::memory:", adminKey: null },
      caFolder: null,
    });
  });

  test("name a running platform or a database, not both", () => {
    expect(execSettings({ url: "http://h/" }, {}).platform).toEqual({
      kind: "running",
      url: "http://h",
    });
    const both = { url: "http://h", database: "oracle:x" };
    expect(problemsOf(() => execSettings(both, {}))).toEqual([
      "--url and --database cannot be used together",
    ]);
  });
});
