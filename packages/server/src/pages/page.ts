import { createHash } from "node:crypto";
import type { Language } from "@dingdan/contract";
import { Html, html } from "@dingdan/web";
import type { FastifyReply } from "fastify";
import { PAGE_REFERRER_POLICY } from "../http/own-site.js";

const STYLE = `
:root { color-scheme: light dark; --back: #ededed; --card: #fff; --text: #000000e6;
  --dim: #5f5f5f; --line: #0000001a; --green: #017a3c; --link: #4b5f8c; }
@media (prefers-color-scheme: dark) { :root { --back: #111; --card: #191919; --text: #ffffffcc;
  --dim: #a8a8a8; --line: #ffffff1a; --link: #93a8c6; } }
body { background: var(--back); color: var(--text); margin: 0 auto; max-width: 40rem;
  font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; padding: 2rem 1rem 4rem;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
a { color: var(--link); } .dim { color: var(--dim); font-size: .9rem; }
pre, form { background: var(--card); border-radius: 12px; padding: 1rem; }
pre { overflow-x: auto; } form { margin-top: 1.25rem; }
code { font: .9em ui-monospace, Consolas, monospace; }
summary h2 { display: inline; } details:has(h2) { margin-top: 1.5rem; }
dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
button { background: var(--green); border: 0; border-radius: 8px; color: #fff; cursor: pointer;
  font: inherit; font-weight: 500; margin: 0 .5rem .5rem 0; min-width: 8rem;
  padding: .6rem 1.5rem; }
button[value="refuse"] { background: none; border: 1px solid var(--line); color: inherit; }
input { accent-color: var(--green); }
input:not([type="checkbox"]) { background: var(--back); border: 1px solid var(--line);
  border-radius: 8px; box-sizing: border-box; color: inherit; font: inherit; max-width: 24rem;
  padding: .5rem .75rem; width: 100%; }
`;

const sourceOf = (content: string) =>
  `'sha256-${createHash("sha256").update(content).digest("base64")}'`;

const STYLE_SOURCE = sourceOf(STYLE);

/** What a page has beside its content. Both are constants, which the page's policy names by their hashes. */
export interface PageFiles {
  readonly style: string;
  /** It may read from its own origin. */
  readonly script: string;
}

/** A page may use only its own style and script: no image, no frame, nothing of another origin. */
const contentSecurityPolicy = (formTargets: readonly string[], files: PageFiles | null) =>
  [
    "default-src 'none'",
    ["style-src", STYLE_SOURCE, ...(files === null ? [] : [sourceOf(files.style)])].join(" "),
    ...(files === null ? [] : [`script-src ${sourceOf(files.script)}`, "connect-src 'self'"]),
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

/** Sends a page. */
export function sendPage(
  reply: FastifyReply,
  page: {
    readonly language: Language;
    readonly title: string;
    readonly body: Html;
    /** Origins to which a form of the page may redirect: browsers apply form-action to redirects, too. */
    readonly formTargets?: readonly string[];
    readonly files?: PageFiles;
  },
): FastifyReply {
  const { language, title, body, formTargets = [], files = null } = page;
  const document = html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
${files === null ? html`` : html`<style>${new Html(files.style)}</style>`}
</head>
<body>
${body}
${files === null ? html`` : html`<script>${new Html(files.script)}</script>`}
</body>
</html>
`;
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", contentSecurityPolicy(formTargets, files))
    .header("referrer-policy", PAGE_REFERRER_POLICY)
    .header("vary", "accept-language")
    .send(document.source);
}
