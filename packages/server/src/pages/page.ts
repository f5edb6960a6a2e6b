import { createHash } from "node:crypto";
import type { Language } from "@dingdan/contract";
import type { FastifyReply } from "fastify";
import { Html, html } from "./html.js";

const STYLE = `
:root { color-scheme: light dark; --dim: #6b7280; --line: #8883; --accent: #07c160; --link: #06733b; }
@media (prefers-color-scheme: dark) { :root { --dim: #9ca3af; --link: #4ade80; } }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0 auto;
  max-width: 44rem; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
a { color: var(--link); } .dim { color: var(--dim); font-size: .9rem; }
pre { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; padding: .75rem; }
code { font: .9em ui-monospace, Consolas, monospace; }
dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0; }
article { border: 1px solid var(--line); border-radius: 12px; margin: 1rem 0; padding: 1rem; }
article h2 { margin: 0 0 .5rem; font-size: 1rem; } ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; gap: 1rem; justify-content: space-between; overflow-wrap: anywhere; }
button { background: var(--accent); border: 0; border-radius: 8px; color: #04250f; cursor: pointer;
  font: inherit; padding: .6rem 1.5rem; }
button[value="refuse"] { background: none; border: 1px solid var(--line); color: inherit; }
input:not([type="checkbox"]) { border: 1px solid var(--line); border-radius: 8px; font: inherit;
  box-sizing: border-box; max-width: 24rem; padding: .4rem .6rem; width: 100%; }
`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** A page may show its own style and nothing else: no script, no picture, no frame. */
const contentSecurityPolicy = (formTargets: readonly string[]) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

/** Answers a page. */
export function sendPage(
  reply: FastifyReply,
  page: {
    readonly language: Language;
    readonly title: string;
    readonly body: Html;
    /** Origins that the answer to a form of the page may lead to: browsers hold redirects to it, too. */
    readonly formTargets?: readonly string[];
  },
): FastifyReply {
  const { language, title, body, formTargets = [] } = page;
  const document = html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", contentSecurityPolicy(formTargets))
    .header("vary", "accept-language")
    .send(document.source);
}
