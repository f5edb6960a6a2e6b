import { once } from "node:events";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { openPostgresStore } from "../../src/storage/postgres/store.js";
import { createDatabase } from "./postgres-database.js";
import { findPostgres, startPostgres, type TestServer } from "./postgres-server.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL that returns the server, or the reason why there is none. */
    postgres: { readonly askAt: string } | { readonly absent: string };
  }
}

/** The URL of a database on the server, and the name of a database with all migrations. */
export interface HandedOut {
  readonly url: string;
  readonly template: string;
}

/**
 * One PostgreSQL server for an entire run of tests. It starts when the first test requests it, so a run
 * that needs none does not wait for it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const start = starter();
  if (start === null) {
    const absent = "PostgreSQL is not installed, and DINGDAN_TEST_DATABASE_URL names no server";
    process.stderr.write(`Tests on PostgreSQL are not run: ${absent}.\n`);
    project.provide("postgres", { absent });
    return () => Promise.resolve();
  }
  let server: ReturnType<typeof withTemplate> | null = null;
  const desk = createServer((_, answer) => {
    server ??= withTemplate(start);
    server.then(
      ({ handedOut }) => answer.end(JSON.stringify(handedOut)),
      (error) => answer.writeHead(500).end(String(error)),
    );
  });
  desk.listen(0, "127.0.0.1");
  await once(desk, "listening");
  const address = desk.address();
  if (address === null || typeof address === "string") throw new Error("no port is free");
  project.provide("postgres", { askAt: `http://127.0.0.1:${address.port}/` });
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await (await server)?.stop();
  };
}

/** Uses the server of DINGDAN_TEST_DATABASE_URL, or starts one; null if neither is possible. */
function starter(): (() => Promise<TestServer>) | null {
  const url = process.env["DINGDAN_TEST_DATABASE_URL"];
  if (url) return () => Promise.resolve({ url, stop: () => Promise.resolve() });
  const binaries = findPostgres();
  return binaries === null ? null : () => startPostgres(binaries);
}

async function withTemplate(
  start: () => Promise<TestServer>,
): Promise<{ readonly handedOut: HandedOut; stop(): Promise<void> }> {
  const server = await start();
  const template = await createDatabase(server.url, "template0");
  const { store } = await openPostgresStore(template.url);
  await store.close();
  return {
    handedOut: { url: server.url, template: template.name },
    stop: async () => {
      await template.remove();
      await server.stop();
    },
  };
}
