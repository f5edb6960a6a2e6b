import { type Language, languageOf, OPERATIONS, text } from "@dingdan/contract";
import { html } from "@dingdan/web";
import type { FastifyInstance } from "fastify";
import { sendPage } from "./page.js";

const TEXTS = {
  title: text("Dingdan", "订单 Dingdan"),
  what: text(
    "A shopping-order platform, wire-compatible with WeChat's Shopping Orders.",
    "与微信购物订单接口兼容的购物订单平台。",
  ),
  sandbox: text(
    "This is a sandbox: its clock can be moved, and nothing in it is real.",
    "这是沙箱：可以拨快时钟，其中数据均非真实。",
  ),
  where: text("Where to go", "从这里开始"),
  docs: text("Reference of every interface, to read and to try", "全部接口的参考，可在线试用"),
  openapi: text("The same as an OpenAPI 3.1 document", "OpenAPI 3.1 文档"),
  health: text("Is it alive, is it ready", "存活与就绪检查"),
  first: text("First call", "第一次调用"),
  interfaces: text("Interfaces", "接口"),
} as const;

/** `/`: what runs here and where to go. */
export function registerWelcomePage(
  server: FastifyInstance,
  { version, isSandbox }: { readonly version: string; readonly isSandbox: boolean },
  publicUrl: () => string,
): void {
  server.get("/", (request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    const say = (name: keyof typeof TEXTS) => TEXTS[name][language];
    const body = html`<h1>${say("title")}</h1>
<p>${say("what")} <span class="dim">${version}</span></p>
${isSandbox ? html`<p class="dim">${say("sandbox")}</p>` : html``}
<h2>${say("where")}</h2>
<dl>
<dt><a href="/docs">/docs</a></dt><dd>${say("docs")}</dd>
<dt><a href="/openapi.json">/openapi.json</a></dt><dd>${say("openapi")}</dd>
<dt><a href="/healthz">/healthz</a> · <a href="/readyz">/readyz</a></dt><dd>${say("health")}</dd>
</dl>
<h2>${say("first")}</h2>
<pre tabindex="0"><code>curl '${publicUrl()}${OPERATIONS.getAccessToken.path}?grant_type=client_credential&appid=APPID&secret=SECRET'</code></pre>
<h2>${say("interfaces")}</h2>
<dl>${operationRows(language)}</dl>`;
    return sendPage(reply, { language, title: say("title"), body });
  });
}

const operationRows = (language: Language) =>
  Object.values(OPERATIONS).map(
    ({ method, path, summary }) =>
      html`<dt><code>${method} ${path}</code></dt><dd>${summary[language]}</dd>`,
  );
