import {
  type FirstRunProgress,
  type FirstRunStep,
  type Language,
  type Text,
  text,
} from "@dingdan/contract";
import { type Html, html } from "@dingdan/web";
import type { DemoApp } from "../demo-app.js";
import { commandsOf } from "./commands.js";
import { STEP_WORDS } from "./steps.js";

const T = {
  title: text("Your first order, in six steps", "六步完成第一个订单"),
  about: text(
    "Press the buttons, or paste the commands into a terminal. A step is ticked when the sandbox has seen it, wherever you did it.",
    "可点击按钮，也可在终端中粘贴命令。无论以哪种方式完成，沙箱收到后都会自动打勾。",
  ),
  done: text("Done", "已完成"),
  doneOf: text("{done} of {total} steps done", "已完成 {done} / {total} 步"),
  terminal: text("In a terminal", "在终端中"),
  key: text(
    "$DINGDAN_ADMIN_KEY is in the terminal in which the sandbox runs: paste its export lines first.",
    "$DINGDAN_ADMIN_KEY 见运行沙箱的终端，请先粘贴其中的 export 行。",
  ),
  copy: text("Copy", "复制"),
  copied: text("Copied", "已复制"),
  copyNamed: (name: string) => text(`Copy ${name}`, `复制 ${name}`),
  failed: text(
    "The sandbox did not answer. Check that it still runs.",
    "沙箱未应答，请检查其是否仍在运行。",
  ),
  seeWhy: text("See why in the console", "在管理台查看原因"),
  signIn: text(
    "The console asks who you are. Choose Merchant, and paste these two:",
    "管理台会要求登录。请选择“商户”，并粘贴以下两项：",
  ),
  finished: text(
    "All six steps are done. Next: point your own code at this address, try any call in the console, or fill the sandbox with data (npx dingdan seed).",
    "六步均已完成。接下来可以：将您的代码指向该地址，在管理台调试任意接口，或生成示例数据（npx dingdan seed）。",
  ),
} as const;

/** The steps as a part of the first page. Without a script it shows their state, and its buttons work. */
export function firstRunPart(
  shown: FirstRunProgress,
  app: DemoApp,
  { url, language }: { readonly url: string; readonly language: Language },
): Html {
  const say = (words: Text) => words[language];
  const commands = commandsOf(url, app);
  const count = say(T.doneOf);
  return html`<section id="first-run" data-count="${count}" data-copied="${say(T.copied)}"
 data-failed="${say(T.failed)}">
<h2>${say(T.title)}</h2>
<p class="dim">${say(T.about)}</p>
<p class="dim" role="status" id="count">${countText(count, shown)}</p>
<ol class="steps">${shown.steps.map((step) => stepItem(step, commandFor(step.name, commands), app, say))}</ol>
<p id="finished"${shown.is_finished ? html`` : html` hidden`}>${say(T.finished)}</p>
</section>`;
}

const countText = (words: string, { steps, done }: FirstRunProgress) =>
  words.replace("{done}", String(done)).replace("{total}", String(steps.length));

/** Paying is followed by the call that shows what it has led to. */
const commandFor = (name: FirstRunStep, commands: ReturnType<typeof commandsOf>) =>
  name === "pay" ? `${commands.pay}\n${commands.verify}` : commands[name];

function stepItem(
  { name, title, state, button, note, link }: FirstRunProgress["steps"][number],
  command: string,
  app: DemoApp,
  say: (words: Text) => string,
): Html {
  const hidden = (isShown: boolean) => (isShown ? html`` : html` hidden`);
  const ownTab = name === "buyer" ? html` target="_blank" rel="noopener"` : html``;
  const needsKey = command.includes("$DINGDAN_ADMIN_KEY");
  return html`<li id="step-${name}" data-step="${name}" data-state="${state}">
<h3>${title} <span class="state"${hidden(state === "done")}>${say(T.done)}</span></h3>
<p class="dim">${say(STEP_WORDS[name].about)}</p>
<form method="post" action="/first-run/${name}"${ownTab}><button>${button}</button></form>
<p class="note"${hidden(note !== null)}>${note ?? ""}</p>
<pre class="reply" tabindex="0" role="status" hidden></pre>
${name === "refusal" ? seeWhy(link, app, say) : html``}
<details><summary>${say(T.terminal)}</summary>
${needsKey ? html`<p class="dim">${say(T.key)}</p>` : html``}
<pre tabindex="0"><code>${command}</code></pre>
${copyButton(command, say(T.copy))}</details>
</li>`;
}

/**
 * The way to the cause. The page does not sign its reader in: cookies know no ports, so a session that it
 * opened would be sent to every server on this machine, and it would end the session of an operator who is
 * signed in. Copying two values is quick, and shows how merchants sign in.
 */
const seeWhy = (link: string | null, app: DemoApp, say: (words: Text) => string): Html =>
  html`<div class="why"${link === null ? html` hidden` : html``}>
<p><a class="see" href="${link ?? "/console/requests"}" target="_blank" rel="noopener">${say(T.seeWhy)}</a></p>
<p class="dim">${say(T.signIn)}</p>
<p>${(["appid", "secret"] as const).map(
    (name) =>
      html`<span class="value">${name} <code>${app[name]}</code></span> ${copyButton(app[name], say(T.copyNamed(name)))} `,
  )}</p></div>`;

/** A script shows it: without one it could do nothing. */
const copyButton = (value: string, label: string): Html =>
  html`<button type="button" class="copy" data-copy="${value}" hidden>${label}</button>`;
