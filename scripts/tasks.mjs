// `npm run check:tasks`: a person's five tasks in a real Chromium, on a sandbox with a seeded mall. Each is
// done with what the screen shows, and counted. Prints a table. Needs Chromium (or DINGDAN_CHROMIUM).
// --checkout FOLDER does them in another version, built in that folder. --pictures FOLDER keeps the last screens.
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startChromium } from "./chromium.mjs";
import { root } from "./install.mjs";
import { startMall } from "./screenshots/sandbox.mjs";
import { Person } from "./tasks/person.mjs";
import { tasksOf, zoneOf } from "./tasks/tasks.mjs";

const ORDERS = "1200";

const { values } = parseArgs({
  options: { checkout: { type: "string", default: root }, pictures: { type: "string" } },
});
const checkout = resolve(values.checkout);
// The first version with this script has the present screens.
const isBefore = !existsSync(join(checkout, "scripts/tasks.mjs"));
const { STEPS } = await import(isBefore ? "./tasks/before.mjs" : "./tasks/steps.mjs");
if (values.pictures !== undefined) mkdirSync(values.pictures, { recursive: true });

process.stderr.write("Filling a sandbox …\n");
const mall = await startMall(ORDERS, checkout);
const browser = await startChromium();
try {
  const { now, tasks } = await tasksOf(mall);
  say("| task | clicks | pages | typed | seconds | |");
  say("|---|---:|---:|---:|---:|---|");
  for (const task of tasks) await doTask(task, now);
} finally {
  await browser.close();
  await mall.close();
}

async function doTask({ name, given, isDone, startsAt = "/console/" }, now) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: zoneOf(now),
  });
  const person = new Person();
  try {
    await context.route(
      (url) => !url.href.startsWith(mall.url),
      (route) => route.abort(),
    );
    if (startsAt === "/console/") await signIn(context);
    await person.begin(await context.newPage(), mall.url + startsAt);
    const outcome = await outcomeOf(() => STEPS[name](person, given), isDone);
    const { clicks, pages, typed, seconds } = person.counts();
    say(`| ${name} | ${clicks} | ${pages} | ${typed} | ${seconds.toFixed(1)} | ${outcome} |`);
    if (outcome !== "done" && !isBefore) process.exitCode = 1;
  } finally {
    if (values.pictures !== undefined) await person.picture(join(values.pictures, `${name}.png`));
    await context.close();
  }
}

/** `done`, or where the person stopped. */
async function outcomeOf(steps, isDone) {
  try {
    const answer = await steps();
    return (await isDone(answer)) ? "done" : `wrong: ${JSON.stringify(answer)}`;
  } catch (error) {
    return `not done: ${error.message.split("\n")[0]}`;
  }
}

/** Signing in is counted for no task. */
async function signIn(context) {
  const tab = await context.newPage();
  const person = new Person();
  await person.begin(tab, `${mall.url}/console/`);
  await person.type("Admin key", mall.adminKey, { enter: true });
  await person.heading("Overview");
  await tab.close();
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
