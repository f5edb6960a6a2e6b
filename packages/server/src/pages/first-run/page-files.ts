/** The style of the steps, beside the one that every page has. */
export const FIRST_RUN_STYLE = `
.steps { counter-reset: step; list-style: none; margin: 1rem 0; padding: 0; }
.steps > li { background: var(--card); border-radius: 12px; counter-increment: step; margin: 0 0 .75rem;
  padding: 1rem 1rem 1rem 3.5rem; position: relative; }
.steps > li::before { align-items: center; border: 1.5px solid var(--dim); border-radius: 50%;
  box-sizing: border-box; color: var(--dim); content: counter(step); display: flex; font-size: .9rem;
  font-weight: 600; height: 1.75rem; justify-content: center; left: 1rem; position: absolute; top: 1rem;
  width: 1.75rem; }
.steps > li[data-state="done"]::before { background: var(--green); border-color: var(--green); color: #fff;
  content: "✓"; content: "✓" / ""; }
.steps > li[data-state="next"]::before { border-color: var(--green-text); color: var(--green-text); }
.steps > li[data-state="next"] { box-shadow: inset 0 0 0 1.5px var(--green-text); }
.steps h3 { font-size: 1rem; line-height: 1.75rem; margin: 0; }
.steps p { margin: .25rem 0; }
.steps form { background: none; border-radius: 0; margin: .75rem 0 0; padding: 0; }
.steps form button { margin: 0 0 .25rem; }
.steps > li:not([data-state="next"]) form button, .copy { background: none;
  border: 1px solid var(--edge); color: inherit; }
.steps form button[aria-busy="true"] { cursor: progress; opacity: .7; }
.state { color: var(--green-text); font-size: .85rem; font-weight: 500; margin-left: .25rem; }
.copy { font-size: .85rem; margin: 0; min-width: 0; padding: .25rem .75rem; }
.value { display: inline-block; margin: .25rem .25rem .25rem 0; }
.steps pre { background: var(--back); margin: .5rem 0; padding: .75rem; }
.reply { font: .85em/1.5 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.reply.fault { border-left: 3px solid #c0392b; border-radius: 0 12px 12px 0; }
details { margin-top: .5rem; } summary { color: var(--link); cursor: pointer; font-size: .9rem; }
:root { --green-text: #017a3c; --edge: #00000059; }
@media (prefers-color-scheme: dark) { :root { --green-text: #3fcf82; --edge: #ffffff59; } }
@media (max-width: 30rem) {
  .steps > li { padding: 1rem; } .steps h3 { padding-left: 2.5rem; } .steps form button { width: 100%; }
}
`;

/**
 * The script of the steps: it asks how far they are, takes a step without leaving the page, shows what the
 * platform answered, and copies. It writes texts only, never HTML.
 */
export const FIRST_RUN_SCRIPT = `
"use strict";
(() => {
  const part = document.getElementById("first-run");
  const find = (name) => document.getElementById("step-" + name);

  const show = (progress) => {
    for (const step of progress.steps) {
      const item = find(step.name);
      item.dataset.state = step.state;
      item.querySelector(".state").hidden = step.state !== "done";
      const button = item.querySelector("form button");
      if (button.textContent !== step.button) button.textContent = step.button;
      const note = item.querySelector(".note");
      note.hidden = step.note === null;
      if (note.textContent !== (step.note || "")) note.textContent = step.note || "";
      if (step.link !== null) {
        item.querySelector(".why").hidden = false;
        item.querySelector(".see").href = step.link;
      }
    }
    const count = part.dataset.count.replace("{done}", progress.done)
      .replace("{total}", progress.steps.length);
    const line = document.getElementById("count");
    if (line.textContent !== count) line.textContent = count;
    document.getElementById("finished").hidden = !progress.is_finished;
  };

  const ask = async (path, method) => {
    const answer = await fetch(path, { method, headers: { accept: "application/json" } });
    const body = await answer.json();
    // A step that the wire refused has the wire's answer.
    if (!answer.ok && !body.reply) throw new Error(body.detail || part.dataset.failed);
    return body;
  };

  // An answer that was asked for before a step must not show the state of before that step.
  let steps = 0;
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    const before = steps;
    const progress = await ask("/first-run", "GET").catch(() => null);
    if (progress !== null && before === steps) show(progress);
  };
  setInterval(look, 1500);
  document.addEventListener("visibilitychange", look);

  const say = (item, words, isFault) => {
    const reply = item.querySelector(".reply");
    reply.textContent = words;
    reply.classList.toggle("fault", isFault);
    reply.hidden = words === "";
  };

  part.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.target === "_blank") return;
    event.preventDefault();
    const item = form.closest("li");
    const button = form.querySelector("button");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    steps++;
    try {
      const { reply, ...progress } = await ask(form.getAttribute("action"), "POST");
      steps++;
      say(item, reply === null ? "" : JSON.stringify(reply), reply !== null && (reply.errcode || 0) !== 0);
      show(progress);
    } catch (error) {
      say(item, error instanceof TypeError ? part.dataset.failed : error.message, true);
    }
    button.removeAttribute("aria-busy");
  });

  for (const button of part.querySelectorAll(".copy")) {
    const label = button.textContent;
    // Browsers copy only on addresses that they trust, which loopback addresses are.
    if (navigator.clipboard === undefined) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = part.dataset.copied;
      setTimeout(() => (button.textContent = label), 1500);
    });
  }
})();
`;
