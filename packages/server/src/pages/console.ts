import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { Problem } from "../http/problem.js";
import { findBuiltPage, nothingHere, serveBuiltFiles } from "./built-files.js";

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
export function registerConsolePages(server: FastifyInstance): void {
  const page = findBuiltPage("console");
  if (page !== null) {
    const folder = join(page.folder, "assets");
    serveBuiltFiles(server, { prefix: "/console/assets/", folder, isImmutable: true });
  }
  server.get("/console", (_request, reply) => reply.redirect("/console/", 308));
  server.get("/console/v1/*", () => {
    throw nothingHere();
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

const notBuilt = () =>
  new Problem(
    404,
    text(
      "The console has not been built: run npm run build, then start again.",
      "管理台尚未构建：请运行 npm run build 后重新启动。",
    ),
  );
