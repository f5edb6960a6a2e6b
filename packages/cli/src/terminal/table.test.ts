import { expect, test } from "vitest";
import { CapturedOutput } from "../../test/support/captured-output.js";
import { printFacts } from "./facts.js";
import { printTable } from "./table.js";
import { Pane } from "./terminal.js";

function printed(print: (pane: Pane) => void, columns = 60): string[] {
  const stream = Object.assign(new CapturedOutput(), { columns });
  print(new Pane(stream));
  return stream.text.split("\n").slice(0, -1);
}

test("columns with Chinese and other text are aligned", () => {
  const lines = printed((pane) =>
    printTable(
      pane,
      [{ title: "商品" }, { title: "qty", align: "right" }],
      [
        ["iPhoneX 256G", "2"],
        ["保护壳", "10"],
      ],
    ),
  );
  expect(lines).toEqual([
    "  商品          qty", //
    "  iPhoneX 256G    2",
    "  保护壳         10",
  ]);
});

test("columns with Chinese text, emoji and joined emoji are aligned", () => {
  const goods = ["abcd", "保护", "🎁礼", "👨\u200D👩\u200D👧👍🏽", "🇨🇳❤\uFE0F", "e\u0301tui"]; // 4 columns each
  const lines = printed((pane) =>
    printTable(
      pane,
      [{ title: "goods" }, { title: "qty" }],
      goods.map((name) => [name, "2"]),
    ),
  );
  expect(lines).toEqual(["  goods  qty", ...goods.map((name) => `  ${name}   2`)]);
});

test("the wide column takes all the width that an emoji next to it leaves", () => {
  const family = "👨\u200D👩\u200D👧"; // 2 columns
  const lines = printed(
    (pane) =>
      printTable(
        pane,
        [{ title: "who" }, { title: "what", isWide: true }],
        [[family, "thirty-five columns are left for it"]],
        "",
      ),
    40,
  );
  expect(lines).toEqual(["who  what", `${family}   thirty-five columns are left for it`]);
});

test("the wide column is wrapped to the width of the terminal, and cells keep their line breaks", () => {
  const lines = printed(
    (pane) =>
      printTable(
        pane,
        [{ title: "code" }, { title: "what", isWide: true }],
        [["47001", "send one JSON object in UTF-8\n→ fix it"]],
        "",
      ),
    40,
  );
  expect(lines).toEqual(["code   what", "47001  send one JSON object in UTF-8", "       → fix it"]);
});

test("facts are aligned by their labels, and those without a value are omitted", () => {
  const lines = printed((pane) =>
    printFacts(pane, [
      ["appid", "wx1"],
      ["secret", null],
      ["商户号", "1\n2"],
    ]),
  );
  expect(lines).toEqual(["  appid   wx1", "  商户号  1", "          2"]);
});

test("control characters in a reply do not control the terminal", () => {
  const [line] = printed((pane) => printFacts(pane, [["name", "a\u001B]0;title\u0007"]]));
  expect(line).toBe("  name  a␛]0;title␇");
});
