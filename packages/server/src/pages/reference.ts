import { join } from "node:path";
import { type Language, languageOf, openApiDocument } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { findBuiltPage, serveBuiltFiles } from "./built-files.js";

/** Of the style element that the page's script creates; a test in a browser notices another one. */
const INLINE_STYLE_HASH = "sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w=";

/** The page loads its own files only. With `upgrade-insecure-requests` it would stay empty over plain HTTP. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "connect-src 'self'",
  "script-src 'self'",
  `style-src 'self' '${INLINE_STYLE_HASH}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** Registers `/docs`, the reference, which works offline, and `/openapi.json`, its document. */
export function registerReference(server: FastifyInstance, version: string): void {
  // Created at the first request, so that the start does not wait for it. The bytes are shared by all
  // answers: clients that do not read theirs must not hold a copy each.
  const documents = new Map<Language, Buffer>();
  const documentIn = (language: Language) => {
    const document =
      documents.get(language) ?? Buffer.from(JSON.stringify(openApiDocument(version, language)));
    documents.set(language, document);
    return document;
  };
  server.get("/openapi.json", (request, reply) => {
    const { lang } = request.query as { lang?: string };
    const language = languageOf(lang ?? request.headers["accept-language"]);
    return reply
      .type("application/json; charset=utf-8")
      .header("vary", "accept-language")
      .send(documentIn(language));
  });
  for (const path of ["/docs/json", "/docs/yaml"]) {
    server.get(path, (_request, reply) => reply.redirect("/openapi.json", 307));
  }
  const page = findBuiltPage("reference");
  if (page === null) return;
  serveBuiltFiles(server, { prefix: "/docs/static/", folder: join(page.folder, "static") });
  for (const path of ["/docs", "/docs/"]) {
    server.get(path, (_request, reply) =>
      reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", CONTENT_SECURITY_POLICY)
        .send(page.source),
    );
  }
}
