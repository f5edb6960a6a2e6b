// Builds the stylesheet of the buyer pages: the rules of WeUI (https://github.com/weui/weui, MIT) that
// the pages use, then our own. `npm run generate` writes it to packages/web/assets/.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PurgeCSS } from "purgecss";

const source = new URL("../src/", import.meta.url);
const weui = createRequire(import.meta.url).resolve("weui/dist/style/weui.min.css");

/** @returns the stylesheet's text */
export async function buyerStyle() {
  const pages = readdirSync(source, { recursive: true }).filter((file) => file.endsWith(".ts"));
  const content = pages.map((file) => ({
    raw: readFileSync(new URL(file, source), "utf8"),
    extension: "ts",
  }));
  const own = readFileSync(new URL("buyer.css", import.meta.url), "utf8");
  const [used] = await new PurgeCSS().purge({
    content,
    css: [{ raw: `${readFileSync(weui, "utf8")}\n${own}` }],
    variables: true,
    // Names that are concatenated: `state_shipped`, `card__items_2`.
    safelist: { standard: [/^state_/, /^card__items_/] },
  });
  return used.css;
}
