import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { contestantsNamed, openContestants } from "../contestants/all.js";
import { findBaseline } from "../contestants/baseline.js";
import type { Contestant, RunningContestant } from "../contestants/contestant.js";
import { openPostgres } from "../machine/open-postgres.js";
import type { Postgres } from "../machine/postgres.js";
import { makeWorkFolder, removeFolder } from "../machine/work-folder.js";
import type { Problem } from "../measure/results.js";
import type { Options } from "../options.js";
import { type CheckRequest, checkRequests } from "./requests.js";

/** The contestant whose answers are the expected ones. */
const REFERENCE = "dingdan-sqlite";

const PATHS = {
  upload: "/user-order/orders",
  verify: "/user-order/shoppinginfo/verify",
  payment: "/admin/v1/payments",
  list: "/buyer/v1/orders?limit=20",
} as const;

/**
 * Sends the same requests to all contestants with a store and compares their answers, so that "the same
 * validation" is a fact. Returns the exit code: 1 if any answer differs.
 */
export async function check(options: Options): Promise<number> {
  const requests = checkRequests();
  const baseline = options.baseline === null ? null : await findBaseline(options.baseline);
  const workFolder = makeWorkFolder(options.data);
  const problems: Problem[] = [];
  let postgres: Postgres | null = null;
  let differences = 0;
  try {
    const named = await openContestants(options, baseline, workFolder);
    const contestants = [
      ...contestantsNamed([REFERENCE]),
      ...named.filter(({ id, engine }) => id !== REFERENCE && engine !== "none"),
    ];
    postgres = await openPostgres(workFolder, contestants, problems);
    let expected: readonly string[] | null = null;
    for (const contestant of contestants) {
      const folder = join(workFolder, contestant.id);
      mkdirSync(folder);
      const place = { node: options.node, folder, postgres, listBytes: 0 };
      const answers = await answersOf(contestant, place, requests);
      if (answers === null) continue;
      expected ??= answers;
      const differing = requests.flatMap(({ title }, index) =>
        answers[index] === expected?.[index]
          ? []
          : [`  ${title}: ${answers[index]} instead of ${expected?.[index]}`],
      );
      differences += differing.length;
      print(
        `${contestant.title}: ${requests.length} requests, ${differing.length} different answers`,
      );
      for (const line of differing) print(line);
    }
    if (expected === null) return 1;
    const refused = expected.filter((answer) => answer === "refused").length;
    print(`${refused} of the ${requests.length} requests are rejected.`);
  } finally {
    await postgres?.stop();
    removeFolder(workFolder);
  }
  for (const { where, reason } of problems) print(`${where}: ${reason}`);
  return differences === 0 ? 0 : 1;
}

async function answersOf(
  contestant: Contestant,
  place: Parameters<Contestant["start"]>[0],
  requests: readonly CheckRequest[],
): Promise<string[] | null> {
  let running: RunningContestant;
  try {
    running = await contestant.start(place);
  } catch (error) {
    print(`${contestant.title}: not available: ${String(error)}`);
    return null;
  }
  try {
    const answers: string[] = [];
    for (const request of requests) answers.push(await answerTo(request, running));
    return answers;
  } finally {
    await running.stop();
  }
}

/** The meaning of an answer, without the server's wording. */
async function answerTo(
  request: CheckRequest,
  { url, access }: RunningContestant,
): Promise<string> {
  const { to, body } = request;
  const token = request.accessToken ?? access.accessTokens[0] ?? "";
  const isWire = to === "upload" || to === "verify";
  const bearer = to === "list" ? access.sessions[0] : access.adminKey;
  const response = await fetch(`${url}${PATHS[to]}${isWire ? `?access_token=${token}` : ""}`, {
    method: to === "list" ? "GET" : "POST",
    headers: {
      "Content-Type": "application/json",
      ...(isWire ? {} : { Authorization: `Bearer ${bearer}` }),
    },
    ...(to === "list" ? {} : { body }),
  });
  const text = await response.text();
  if (!isWire && !response.ok)
    return response.status < 500 ? "refused" : `status ${response.status}`;
  const answer = JSON.parse(text) as {
    errcode?: number;
    verify_result?: string;
    state?: string;
    items?: readonly { readonly transaction_id: string; readonly amount_fen: number }[];
  };
  if (answer.items !== undefined) {
    const { items } = answer;
    return items.map((item) => `${item.transaction_id} ${item.amount_fen}`).join(", ");
  }
  if (answer.state !== undefined) return answer.state;
  if (answer.errcode === -1) return "failed";
  if (answer.errcode !== 0) return "refused";
  return answer.verify_result?.split(":")[0] ?? "accepted";
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
