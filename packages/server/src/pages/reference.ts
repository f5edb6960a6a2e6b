import { type Language, languageOf, openApiDocument } from "@dingdan/contract";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";

/** Hides the bar that asks for the URL of another document: there is only one. */
const THEME = ".swagger-ui .topbar { display: none }";

/** Of the style element that the page's script creates; a test in a browser notices another one. */
const INLINE_STYLE_HASH = "sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w=";

/**
 * The page loads its own files only. The plugin's own policy has `upgrade-insecure-requests`, with which
 * the page stays empty over plain HTTP.
 */
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
export async function registerReference(server: FastifyInstance, version: string): Promise<void> {
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
  await server.register(swagger, {
    mode: "static",
    specification: {
      document: { openapi: "3.1.0", info: { title: "Dingdan", version }, paths: {} },
    },
  });
  await server.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: CONTENT_SECURITY_POLICY,
    uiConfig: { docExpansion: "list", defaultModelsExpandDepth: 0 },
    theme: { title: "Dingdan", css: [{ filename: "theme.css", content: THEME }] },
    // The plugin would write out its document for each request, as JSON and as YAML.
    uiHooks: {
      onRequest: (request, reply, done) => {
        const { url } = request.routeOptions;
        if (url === "/docs/json" || url === "/docs/yaml") reply.redirect("/openapi.json", 307);
        else done();
      },
    },
  });
}
