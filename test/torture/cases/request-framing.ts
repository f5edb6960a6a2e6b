import { join } from "node:path";
import { none } from "../findings.js";
import { rawExchange } from "../tools/raw-exchange.js";
import { FORMS, type Form, SMUGGLED_PATH } from "../tools/request-forms.js";
import { Server } from "../tools/server.js";
import type { TortureCase } from "../torture-case.js";

/** One path of each listener that shares the port. */
const PATHS = ["/user-order/orders?access_token=none", "/console/v1/session", "/no/such/path"];
/** How long it is watched whether a malformed request is answered. */
const WATCHED_MS = 1_500;
/** How long what must come may take on a busy machine. */
const BUSY_MS = 15_000;

export const requestFraming: TortureCase = {
  name: "request-framing",
  attack: `${FORMS.length} requests whose end can be understood in two ways (RFC 9112), at each listener.`,
  page: "security",
  isLight: true,
  isQuickTier: true,
  run: async ({ folder, cleanUp }) => {
    const server = await Server.start({
      databaseUrl: `sqlite:${join(folder, "dingdan.db")}`,
      folder,
    });
    cleanUp.add(() => server.end("SIGKILL"));
    const tried = PATHS.flatMap((path) => FORMS.map((form) => tryForm(server, form, path)));
    const problems = (await Promise.all(tried)).flat();
    return [none("requests with two meanings", problems, tried.length)];
  },
};

/** What is wrong with the answers to a form; empty if they have one meaning. */
async function tryForm(server: Server, form: Form, path: string): Promise<readonly string[]> {
  const options =
    form.answers === null
      ? { expected: null, withinMs: WATCHED_MS, closesWithinMs: BUSY_MS }
      : { expected: form.answers, withinMs: BUSY_MS };
  const { text, statuses, isClosed } = await rawExchange(server.port, form.bytes(path), options);
  const problem = (words: string) => [`${form.name} at ${path}: ${words} (${statuses.join(" ")})`];
  if (text.includes(SMUGGLED_PATH)) return problem("the hidden request was answered");
  if (form.answers === null) {
    // Malformed: the connection is refused after at most one answer, or waits for the rest of the body.
    if (statuses.length > 1) return problem("more than one answer");
    if (statuses.length === 1 && !isClosed)
      return problem("an answer on a connection that stays open");
    if (statuses.length === 1 && isSuccess(statuses[0] ?? 0, text)) return problem("a success");
    return [];
  }
  if (statuses.length !== form.answers) return problem(`not ${form.answers} answers`);
  const lastBody = text.slice(text.lastIndexOf("\r\n\r\n")).trim();
  return form.last === undefined || lastBody.startsWith(form.last)
    ? []
    : problem("the last answer is not its own");
}

/** The interfaces of the wire answer every call with HTTP 200. */
const isSuccess = (status: number, text: string) => status < 400 && !/"errcode":-?[1-9]/.test(text);
