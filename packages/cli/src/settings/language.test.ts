import { expect, test } from "vitest";
import { languageSetting } from "./language.js";

test.each([
  [{ LANG: "zh_CN.UTF-8" }, "zh"],
  [{ LANG: "en_US.UTF-8" }, "en"],
  [{ LC_ALL: "C", LANG: "zh_CN.UTF-8" }, "en"],
  [{ LC_MESSAGES: "zh_TW", LANG: "en_US" }, "zh"],
  [{ LC_ALL: "", LC_MESSAGES: "", LANG: "zh_CN" }, "zh"],
  [{}, "en"],
])("the language of %j is %s", (environment, language) => {
  expect(languageSetting(environment)).toBe(language);
});
