// `npm run screenshots [NAME …]`: takes the pictures of docs/images/ from a sandbox with a seeded mall.
// With arguments, takes those whose names begin with one of them. Needs Chromium (or DINGDAN_CHROMIUM).
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { startChromium } from "./chromium.mjs";
import { root } from "./install.mjs";
import { PAGES } from "./screenshots/pages.mjs";
import { startMall } from "./screenshots/sandbox.mjs";

/** Larger pictures slow the documentation down; the script fails if a picture exceeds this at scale 1. */
const BYTES_MAX = 300_000;
const IMAGE_HOST = "https://img.example.com/";

const names = process.argv.slice(2);
const wanted = PAGES.filter(
  ({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)),
);
if (wanted.length === 0) exit(`no picture has a name that begins with ${names.join(" or ")}`);

const folder = join(root, "docs/images");
mkdirSync(folder, { recursive: true });
say("Filling a sandbox …");
const mall = await startMall(process.env.DINGDAN_SCREENSHOT_ORDERS ?? "2000");
try {
  // The wire answers an unknown path with 200 and JSON.
  const answer = await fetch(`${mall.url}/console/`);
  const hasConsole = answer.ok && (answer.headers.get("content-type") ?? "").includes("html");
  const browser = await startChromium();
  try {
    const places = await placesOf(mall);
    await receiveWeChatPay();
    for (const page of wanted) {
      if (page.path.startsWith("/console/") && !hasConsole) {
        say(`${page.name}: skipped, there is no console`);
      } else await picture(browser, page, places);
    }
  } finally {
    await browser.close();
  }
} finally {
  await mall.close();
}

/** Takes a picture at the highest scale at which it is not too large. */
async function picture(browser, page, places) {
  for (const scale of [2, 1.5, 1]) {
    const png = await shoot(browser, page, places, scale);
    if (png.length > BYTES_MAX && scale > 1) continue;
    writeFileSync(join(folder, `${page.name}.png`), png);
    const size = `${Math.round(png.length / 1000)} kB at ${scale}`;
    say(`${page.name}: ${size}${png.length > BYTES_MAX ? ": TOO LARGE" : ""}`);
    if (png.length > BYTES_MAX) process.exitCode = 1;
    return;
  }
}

async function shoot(browser, taken, places, scale) {
  const { path, width, height, language, colourScheme, who, shows } = taken;
  const context = await browser.newContext({
    baseURL: mall.url,
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: language,
    timezoneId: "Asia/Shanghai",
    colorScheme: colourScheme,
    reducedMotion: "reduce",
  });
  try {
    await context.route(
      (url) => !url.href.startsWith(mall.url),
      (route) => answerFromFolder(route),
    );
    if (who === "buyer")
      await mustBeDone(context.request.post(`/buyer/v1/sessions/${await newLink()}`));
    if (who === "operator") {
      const data = { admin_key: mall.adminKey };
      await mustBeDone(context.request.post("/console/v1/session", { data }));
      // The console requests a session only if it remembers a sign-in.
      await context.addInitScript(() => localStorage.setItem("dingdan.signed-in", "yes"));
    }
    const page = await context.newPage();
    const target = path
      .replace("{link}", await newLink())
      .replace(/\{(\w+)\}/, (_, id) => places[id]);
    const answer = await page.goto(target, { waitUntil: "networkidle" });
    if (!answer.ok()) throw new Error(`${target} answers ${answer.status()}`);
    await page.locator(shows).filter({ visible: true }).first().waitFor();
    return await page.screenshot({ animations: "disabled" });
  } finally {
    await context.close();
  }
}

/** Answers requests for pictures of goods from the seed's folder, and aborts all other foreign requests. */
async function answerFromFolder(route) {
  const url = route.request().url();
  const file = join(mall.images, basename(url));
  if (!url.startsWith(IMAGE_HOST) || !existsSync(file)) return route.abort();
  return route.fulfill({ contentType: "image/svg+xml", body: readFileSync(file) });
}

/** The token of a one-time link for the buyer that the seed names. */
async function newLink() {
  const { token } = await read("/admin/v1/buyer-sessions", {
    method: "POST",
    headers: { ...asOperator(), "content-type": "application/json" },
    body: JSON.stringify({ buyers: mall.seeded.buyer.buyers }),
  });
  return token;
}

/** The ids that replace the placeholders in a path. */
async function placesOf() {
  const { token } = await read(`/buyer/v1/sessions/${await newLink()}`, { method: "POST" });
  const headers = { authorization: `Bearer ${token}` };
  const { items } = await read("/buyer/v1/orders?limit=100", { headers });
  const idOf = (is) => (items.find(is) ?? items[0]).id;
  return {
    shipped: idOf(({ state, parcels }) => state === "shipped" && parcels.length === 1),
    split: idOf(({ parcels }) => parcels.length > 1),
    refunded: idOf(({ state }) => state === "refunded"),
    rejected: await rejectedUpload(),
    late: await lateOrder(),
  };
}

/** Sets keys of two merchant numbers, which the page "WeChat Pay" shows. */
async function receiveWeChatPay() {
  const privateKeyEncoding = { type: "pkcs8", format: "pem" };
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding,
  });
  const changes = {
    1900000109: {
      api_client: {
        serial_no: "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        private_key: privateKey,
      },
      forward_url: "https://shop.example.com/wechatpay/notify",
    },
    1230000109: {},
  };
  for (const [mchid, change] of Object.entries(changes)) {
    const path = `/admin/v1/merchants/${mchid}/wechatpay`;
    const { api_v3_key, public_keys } = await read(`${path}/test-keys`, { headers: asOperator() });
    const body = { api_v3_key, public_keys: public_keys.slice(0, 1), ...change };
    const headers = { ...asOperator(), "content-type": "application/json" };
    await read(path, { method: "PUT", headers, body: JSON.stringify(body) });
  }
}

/** The rid of an upload that was rejected because an item has no name. */
async function rejectedUpload() {
  const headers = asOperator();
  const { items } = await read("/admin/v1/requests?errcode=268485207", { headers });
  if (items.length === 0) throw new Error("the seeded sandbox has no upload with a nameless item");
  return items[0].rid;
}

/** The id of an order that was uploaded late. */
async function lateOrder() {
  const headers = asOperator();
  const { items } = await read("/admin/v1/orders?reason=late&limit=1", { headers });
  if (items.length === 0) throw new Error("the seeded sandbox has no order that was uploaded late");
  return encodeURIComponent(items[0].id);
}

function asOperator() {
  return { authorization: `Bearer ${mall.adminKey}` };
}

async function read(path, init) {
  const answer = await fetch(mall.url + path, init);
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function mustBeDone(answering) {
  const answer = await answering;
  if (!answer.ok()) throw new Error(`${answer.url()} answers ${answer.status()}`);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function exit(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
