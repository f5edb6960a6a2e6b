import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterAll, describe, expect, test } from "vitest";
import { dingdan, dingdanJson, exampleFile, temporaryFolder } from "./support/command.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

function file(name: string, content: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

interface Report {
  total: number;
  faulty: number;
  violations: { line: number; errcode: number; path: string; hint: string }[];
}

describe("validate", () => {
  const { order_key: _, ...withoutKey } = EXAMPLE_UPLOAD;
  const faulty = JSON.stringify({ ...withoutKey, payer: { openid: "" } }, null, 2);

  test("finds no errors in the example", async () => {
    const path = exampleFile("upload-shopping-info.json");
    const { code, out } = await dingdan(["validate", path]);
    expect(code).toBe(0);
    expect(out).toContain("no errors");
    const own = ["--appid", "wxd678efh567hg6787", "--mchid", "1", "--mchid", "1900000109"];
    expect((await dingdan(["validate", path, ...own])).code).toBe(0);
  });

  test("lists all errors, each with its line", async () => {
    const path = file("faulty.json", faulty);
    const { code, document } = await dingdanJson(["validate", path]);
    expect(code).toBe(1);
    const openidLine = faulty.split("\n").findIndex((line) => line.includes('"openid"')) + 1;
    expect(document).toMatchObject({
      total: 1,
      faulty: 1,
      violations: [
        { errcode: 268485194, path: "order_key.order_number_type", line: 1 },
        { errcode: 268485192, path: "payer.openid", line: openidLine },
      ],
    });
    const human = await dingdan(["validate", path]);
    expect(human.code).toBe(1);
    expect(human.out).toContain(`${path}:${openidLine}  268485192`);
    expect(human.out).toContain("→");
  });

  test("checks against an app with --appid and --mchid", async () => {
    const path = exampleFile("upload-shopping-info.json");
    const words = ["validate", path, "--appid", "wx-other", "--mchid", "1"];
    const { violations } = (await dingdanJson(words)).document as Report;
    const codes = new Set(violations.map(({ errcode }) => errcode));
    expect(codes).toEqual(new Set([268485217, 268486029]));
  });

  test("shows the position of a JSON syntax error", async () => {
    const path = file(
      "broken.json",
      '{\n  "order_key": {\n    "mchid": "1"\n    "out_trade_no": 1',
    );
    const { code, document } = await dingdanJson(["validate", path]);
    expect(code).toBe(1);
    expect(document).toMatchObject({ violations: [{ errcode: 47001, line: 4 }] });
  });

  test("takes many requests and shows the line of each error", async () => {
    const good = JSON.stringify(EXAMPLE_UPLOAD);
    const path = file("many.ndjson", [good, JSON.stringify(withoutKey), "{", good].join("\n"));
    const { code, document } = await dingdanJson(["validate", path]);
    expect(code).toBe(1);
    expect(document).toMatchObject({ total: 4, faulty: 2 });
    expect((document as Report).violations.map(({ line }) => line)).toEqual([2, 3]);
  });

  test("shows the causes of each error, and what to send", async () => {
    const [order] = EXAMPLE_UPLOAD.order_list;
    const item = { ...order.item_list[0], unit_price: 1989.9999999999998 };
    const request = {
      ...EXAMPLE_UPLOAD,
      order_list: [{ ...order, item_list: [item] }],
      upload_time: "2022-05-20T13:29+08:00",
    };
    const path = file("causes.json", JSON.stringify(request, null, 2));
    const { code, out } = await dingdan(["validate", path]);
    expect(code).toBe(1);
    expect(out).toContain("! The price 1989.9999999999998 has the rounding error");
    expect(out).toContain("→ Round it before sending: 1990.");
    expect(out).toContain("→ Send the seconds, too: 2022-05-20T13:29:00+08:00.");
    const chinese = await dingdanJson(["validate", path], { env: { LC_ALL: "zh_CN.UTF-8" } });
    expect(chinese.document).toMatchObject({
      violations: [
        { causes: [{ id: "price-not-rounded", hint: "请在发送前取整：1990。" }] },
        { causes: [{ id: "seconds-missing" }] },
      ],
    });
  });

  test("explains a file that is not JSON", async () => {
    const form = await dingdanJson(["validate", file("form.json", "order_key=1&payer=2")]);
    expect(form.document).toMatchObject({ violations: [{ causes: [{ id: "form-body" }] }] });
    const cut = JSON.stringify(EXAMPLE_UPLOAD, null, 2).slice(0, -20);
    const { document } = await dingdanJson(["validate", file("cut.json", cut)]);
    expect(document).toMatchObject({ violations: [{ causes: [{ id: "json-breaks-off" }] }] });
  });

  test("warns of what is accepted but probably wrong, and ends with 0", async () => {
    const [order] = EXAMPLE_UPLOAD.order_list;
    const item = { ...order.item_list[0], image_url: ["http://qpic.cn/a"] };
    const request = { ...EXAMPLE_UPLOAD, order_list: [{ ...order, item_list: [item] }] };
    const content = JSON.stringify(request, null, 2);
    const path = file("warned.json", content);
    const line = content.split("\n").findIndex((text) => text.includes("http://")) + 1;
    const { code, document } = await dingdanJson(["validate", path]);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      faulty: 0,
      violations: [],
      warnings: [{ line, id: "picture-not-https" }],
    });
    const human = await dingdan(["validate", path]);
    expect(human.out).toContain(`${path}:${line}  warning`);
    expect(human.out).toContain("→ Send the https link of the picture.");
    expect(human.out).toContain("no errors");
  });

  test("knows the other operations", async () => {
    const path = file("order.json", '{"orderId":"DD1"}');
    const { document } = await dingdanJson(["validate", path, "--operation", "getOrder"]);
    expect(document).toMatchObject({ violations: [{ errcode: 10120002, path: "orderId" }] });
  });
});

describe("explain", () => {
  test("shows what a code means and what to do", async () => {
    const { code, out } = await dingdan(["explain", "268485206"]);
    expect(code).toBe(0);
    for (const words of ["LINK_URL_MISSING", "uploadShoppingInfo", "http or https"]) {
      expect(out).toContain(words);
    }
    const chinese = await dingdan(["explain", "-1"], { env: { LC_ALL: "zh_CN.UTF-8" } });
    expect(chinese.code).toBe(0);
    expect(chinese.out).toContain("请稍后重试");
  });

  test("shows the time of a rid and the command that finds it in the log", async () => {
    const { code, out } = await dingdan(["explain", "65577ea9-01bfdbee-79769285"]);
    expect(code).toBe(0);
    expect(out).toContain("2023-11-17 22:54:33 UTC+8");
    expect(out).toContain("grep 65577ea9-01bfdbee-79769285");
  });

  test("reports an unknown code with similar ones and where to look, and ends with 1", async () => {
    const { code, out } = await dingdan(["explain", "26848520"]);
    expect(code).toBe(1);
    expect(out).toContain("268485206");
    expect(out).toContain("developers.weixin.qq.com");
    const json = await dingdanJson(["explain", "12345"]);
    expect(json).toMatchObject({ code: 1, document: { error: { kind: "unknown" } } });
  });
});
