import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "@dingdan/contract";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "../http/problem.js";

/** The placeholder that the build writes for the nonce; see packages/web/console/vite.config.ts. */
const NONCE_PLACE = /CSP_NONCE/g;

/**
 * A page of the console runs its own scripts and reads its own server. Its components create style
 * elements at run time, which the nonce of the answer allows.
 */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // The first picture of an order, from its merchant's server.
    "img-src 'self' https:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

/**
 * Registers `/console/`, the operator's console. All of its paths return the same page, which routes by
 * itself. The names of its files contain a hash of their content, so browsers may cache them for long.
 */
export async function registerConsolePages(server: FastifyInstance): Promise<void> {
  const page = findPage();
  if (page !== null) {
    await server.register(fastifyStatic, {
      root: join(page.folder, "assets"),
      prefix: "/console/assets/",
      decorateReply: false,
      wildcard: true,
      index: false,
      // The build compresses the files.
      preCompressed: true,
      immutable: true,
      maxAge: "365d",
    });
  }
  server.get("/console", (_request, reply) => reply.redirect("/console/", 308));
  server.get("/console/v1/*", () => {
    throw notFound();
  });
  server.get("/console/*", (_request, reply) => {
    if (page === null) throw notBuilt();
    const nonce = randomBytes(16).toString("base64");
    return reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", contentSecurityPolicy(nonce))
      .header("cache-control", "no-store")
      .send(page.source.replace(NONCE_PLACE, nonce));
  });
}

/** The built page, or null in a checkout that has not been built. */
function findPage(): { readonly folder: string; readonly source: string } | null {
  try {
    const file = createRequire(import.meta.url).resolve("@dingdan/web/console/index.html");
    return { folder: dirname(file), source: readFileSync(file, "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" || code === "ENOENT") return null;
    throw error;
  }
}

const notFound = () =>
  new Problem(404, text("Not found. /docs lists all operations.", "此处无内容；接口见 /docs。"));

const notBuilt = () =>
  new Problem(
    404,
    text(
      "The console has not been built: run npm run build, then start again.",
      "管理台尚未构建：请运行 npm run build 后重新启动。",
    ),
  );
