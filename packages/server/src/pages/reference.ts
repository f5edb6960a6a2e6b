import { type Language, languageOf, openApiDocument } from "@dingdan/contract";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";

/** `/docs`, the reference that works offline, and `/openapi.json` that it shows. */
export async function registerReference(server: FastifyInstance, version: string): Promise<void> {
  // Printed when first asked for: a start must not wait for it.
  const printed = new Map<Language, string>();
  const print = (language: Language) => {
    const known = printed.get(language) ?? JSON.stringify(openApiDocument(version, language));
    printed.set(language, known);
    return known;
  };
  server.get("/openapi.json", (request, reply) => {
    const { lang } = request.query as { lang?: string };
    const language = languageOf(lang ?? request.headers["accept-language"]);
    return reply
      .type("application/json; charset=utf-8")
      .header("vary", "accept-language")
      .send(print(language));
  });
  await server.register(swagger, {
    mode: "static",
    specification: {
      // The page loads /openapi.json by itself; the plugin only asks to be told something.
      document: { openapi: "3.1.0", info: { title: "Dingdan", version }, paths: {} },
    },
  });
  await server.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: true,
    uiConfig: { url: "/openapi.json", docExpansion: "list", defaultModelsExpandDepth: 0 },
    theme: { title: "Dingdan" },
  });
}
