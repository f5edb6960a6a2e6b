import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import sirv from "sirv";
import { Problem } from "../http/problem.js";

/** A page that was built, and the folder of its files. */
export interface BuiltPage {
  readonly folder: string;
  readonly source: string;
}

/** A page of `@dingdan/web`, such as `console`; null in a checkout that has not been built. */
export function findBuiltPage(name: string): BuiltPage | null {
  try {
    const file = createRequire(import.meta.url).resolve(`@dingdan/web/${name}/index.html`);
    return { folder: dirname(file), source: readFileSync(file, "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" || code === "ENOENT") return null;
    throw error;
  }
}

export interface BuiltFiles {
  /** The path of all files, with a slash at its end. */
  readonly prefix: string;
  readonly folder: string;
  /** For files whose names contain a hash of their content. @default false */
  readonly isImmutable?: boolean;
  readonly setHeaders?: (response: ServerResponse) => void;
}

const YEAR_SECONDS = 365 * 24 * 3_600;

/** Serves the files of a folder, which are listed once, at the start; others are not found. */
export function serveBuiltFiles(
  server: FastifyInstance,
  { prefix, folder, isImmutable = false, setHeaders = () => {} }: BuiltFiles,
): void {
  const serve = sirv(folder, {
    // The build compresses the files.
    gzip: true,
    etag: true,
    extensions: [],
    setHeaders,
    ...(isImmutable ? { maxAge: YEAR_SECONDS, immutable: true } : { maxAge: 0 }),
  });
  server.get(`${prefix}*`, (request, reply) => {
    let isFound = true;
    const inFolder = { url: { value: request.raw.url?.slice(prefix.length - 1) } };
    serve(Object.create(request.raw, inFolder), reply.raw, () => {
      isFound = false;
    });
    if (isFound) reply.hijack();
    else throw nothingHere();
  });
}

export const nothingHere = () =>
  new Problem(404, text("Not found. /docs lists all operations.", "此处无内容；接口见 /docs。"));
