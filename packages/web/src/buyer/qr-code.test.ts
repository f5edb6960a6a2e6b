import { decodeQR } from "qr/decode.js";
import { expect, test } from "vitest";
import { qrCode } from "./qr-code.js";

test.each([
  "weixin://dl/business/?appid=wx1&path=pages/order/detail&query=id%3D1",
  `weixin://dl/business/?appid=wx1&path=pages/order&query=${"7".repeat(512)}`,
])("a decoder reads %s from the picture", (text) => {
  expect(decodeQR(pixelsOf(qrCode(text, "label").source), { timeLimit: 5_000 })).toBe(text);
});

test("the label is escaped, and the picture has no style of its own", () => {
  const { source } = qrCode("x", '"><script>');
  expect(source).not.toContain("<script>");
  expect(source).not.toContain("style");
});

/** The picture in black on white, each module 4 pixels wide. */
function pixelsOf(svg: string) {
  const SCALE = 4;
  const [, modules = ""] = /viewBox="0 0 (\d+) \1"/.exec(svg) ?? [];
  const size = Number(modules) * SCALE;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [, ...run] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    const [left, top, width] = run.map((number) => Number(number) * SCALE) as [
      number,
      number,
      number,
    ];
    for (let y = top; y < top + SCALE; y++) {
      for (let x = left; x < left + width; x++)
        data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return { width: size, height: size, data };
}
