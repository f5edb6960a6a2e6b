import { type Language, languageOf, OPERATIONS, type Text, text } from "@dingdan/contract";
import { type Html, html } from "@dingdan/web";
import type { FastifyInstance } from "fastify";
import type { PublicOrigin } from "../http/public-origin.js";
import type { DemoApp } from "./demo-app.js";
import { commandsOf } from "./first-run/commands.js";
import type { FirstRun } from "./first-run/first-run.js";
import { FIRST_RUN_SCRIPT, FIRST_RUN_STYLE } from "./first-run/page-files.js";
import { firstRunPart } from "./first-run/page-part.js";
import { showProgress } from "./first-run/progress.js";
import { sendPage } from "./page.js";

const T = {
  title: text("Dingdan", "订单 Dingdan"),
  what: text(
    "A shopping-order platform, wire-compatible with WeChat's Shopping Orders.",
    "与微信购物订单接口兼容的购物订单平台。",
  ),
  sandbox: text(
    "This is a sandbox: its clock can be moved, and none of its data is real.",
    "这是沙箱：可以拨快时钟，其中数据均非真实。",
  ),
  where: text("Start here", "从这里开始"),
  places: text("What runs here", "此处的页面与接口"),
  console: text(
    "The console: orders, apps, access reviews, request diagnosis, and calls to try",
    "管理台：订单、应用、接入审核、请求诊断与接口调试",
  ),
  buyer: text(
    "The buyers' order pages; the console creates links for buyers",
    "买家的订单页面；买家链接可在管理台生成",
  ),
  docs: text("Reference of all interfaces, with a form to try each", "全部接口的参考，可在线试用"),
  openapi: text("The same as an OpenAPI 3.1 document", "OpenAPI 3.1 文档"),
  health: text("Liveness and readiness checks", "存活与就绪检查"),
  demo: text("Demo app", "演示应用"),
  demoAbout: text(
    "This app is registered and may upload. Sign in to the console as its merchant with these credentials. The operator's key is in the terminal in which the sandbox was started.",
    "已注册并可上传。可用以下信息以商户身份登录管理台；运营方的管理密钥显示在启动沙箱的终端中。",
  ),
  first: text("First calls", "第一次调用"),
  firstAbout: text("Paste them into a terminal, one after the other.", "依次粘贴到终端中运行。"),
  token: text("Get a token", "获取令牌"),
  upload: text("Upload an order", "上传订单"),
  verify: text("Verify the result", "查询结果"),
  interfaces: text("Interfaces", "接口"),
} as const;

const PLACES: readonly (readonly [readonly string[], Text])[] = [
  [["/console/"], T.console],
  [["/buyer/"], T.buyer],
  [["/docs"], T.docs],
  [["/openapi.json"], T.openapi],
  [["/healthz", "/readyz"], T.health],
];

/** Registers `/`: the page shows a new user what runs here, and the first steps. */
export function registerWelcomePage(
  server: FastifyInstance,
  { version, isSandbox }: { readonly version: string; readonly isSandbox: boolean },
  { urlFor }: PublicOrigin,
  firstRun: FirstRun,
): void {
  server.get("/", async (request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    const say = (words: Text) => words[language];
    const app = firstRun.appFor(request);
    const url = urlFor(request.raw);
    const body = html`<h1>${say(T.title)}</h1>
<p>${say(T.what)} <span class="dim">${version}</span></p>
${isSandbox ? html`<p class="dim">${say(T.sandbox)}</p>` : html``}
${app === null ? html`` : await stepsPart(app, firstRun, { url, language })}
<h2>${say(app === null ? T.where : T.places)}</h2>
<dl>${PLACES.map(([paths, about]) => placeRow(paths, say(about)))}</dl>
${app === null ? firstCallsPart(url, say) : demoAppPart(app, say)}
<details><summary><h2>${say(T.interfaces)}</h2></summary>
<dl>${operationRows(language)}</dl></details>`;
    return sendPage(reply.header("cache-control", "no-store"), {
      language,
      title: say(T.title),
      body,
      ...(app === null ? {} : { files: FIRST_RUN_FILES }),
    });
  });
}

const FIRST_RUN_FILES = { style: FIRST_RUN_STYLE, script: FIRST_RUN_SCRIPT };

async function stepsPart(
  app: DemoApp,
  firstRun: FirstRun,
  view: { readonly url: string; readonly language: Language },
): Promise<Html> {
  return firstRunPart(showProgress(await firstRun.progress(app), view.language), app, view);
}

const firstCallsPart = (
  url: string,
  say: (words: Text) => string,
): Html => html`<h2>${say(T.first)}</h2>
<p class="dim">${say(T.firstAbout)}</p>
${firstCalls(url).map(([name, command]) => commandPart(say(name), command))}`;

const placeRow = (paths: readonly string[], about: string): Html => {
  const links = paths.map(
    (path, index) => html`${index === 0 ? "" : " · "}<a href="${path}">${path}</a>`,
  );
  return html`<dt>${links}</dt><dd>${about}</dd>`;
};

const demoAppPart = (
  app: DemoApp,
  say: (words: Text) => string,
): Html => html`<h2>${say(T.demo)}</h2>
<p class="dim">${say(T.demoAbout)}</p>
<pre tabindex="0"><code>appid   ${app.appid}
secret  ${app.secret}
mchid   ${app.mchid}</code></pre>`;

const commandPart = (name: string, command: string): Html =>
  html`<p>${name}</p><pre tabindex="0"><code>${command}</code></pre>`;

/** The first calls to paste, with names in place of credentials. */
function firstCalls(url: string): readonly (readonly [Text, string])[] {
  const { token, upload, verify } = commandsOf(url, null);
  return [
    [T.token, token],
    [T.upload, upload],
    [T.verify, verify],
  ];
}

const operationRows = (language: Language) =>
  Object.values(OPERATIONS).map(
    ({ method, path, summary }) =>
      html`<dt><code>${method} ${path}</code></dt><dd>${summary[language]}</dd>`,
  );
