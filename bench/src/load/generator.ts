import type { GeneratorMessage, Group, GroupResult, Job } from "../workload/job.js";
import { Connection } from "./connection.js";
import { Latencies } from "./latencies.js";
import { makeTraffic, type Traffic } from "./traffic.js";

const STALLED_AFTER_MS = 30_000;
const FAILURES_MAX = 1000;

/** The state of a running group. */
interface RunningGroup {
  readonly name: string;
  readonly traffic: Traffic;
  readonly connections: Connection[];
  readonly latencies: Latencies;
  failures: number;
  readonly failureSamples: string[];
  answerBytes: number;
}

type Phase = "warming" | "measuring" | "over";

/** Sends a job's requests in a closed loop: each connection sends the next request after an answer. */
async function run(job: Job): Promise<void> {
  let phase = "warming" as Phase;
  let lastAnswerAtMs = performance.now();
  let outstanding = 0;
  let isFinished: () => void = () => {};
  const finished = new Promise<void>((resolve) => (isFinished = resolve));

  const groups = job.groups.map(
    (group): RunningGroup => ({
      name: group.name,
      traffic: makeTraffic(group.traffic, job),
      connections: [],
      latencies: new Latencies(),
      failures: 0,
      failureSamples: [],
      answerBytes: 0,
    }),
  );

  function sendNext(connection: Connection, { traffic }: RunningGroup): void {
    if (phase === "over" || !traffic.next(connection.outgoing)) {
      if (--outstanding === 0) isFinished();
      return;
    }
    connection.send();
  }

  function fail(group: RunningGroup, found: string): void {
    group.failures++;
    if (group.failureSamples.length < 5) group.failureSamples.push(found.slice(0, 600));
    if (group.failures === FAILURES_MAX) {
      const [sample = ""] = group.failureSamples;
      giveUp(`${FAILURES_MAX} unexpected answers, for example: ${sample}`);
    }
  }

  function onAnswer(
    connection: Connection,
    group: RunningGroup,
    seen: string,
    bytes: number,
  ): void {
    const nowMs = performance.now();
    lastAnswerAtMs = nowMs;
    const { outgoing } = connection;
    const isOk =
      seen.startsWith("HTTP/1.1 200") && (!job.hasState || seen.includes(outgoing.expected));
    if (!isOk) fail(group, `${outgoing.bytes.toString("latin1", 0, 60)} … ${seen}`);
    else group.traffic.answered?.(outgoing);
    if (phase === "measuring") {
      group.latencies.add(nowMs - connection.sentAtMs);
      group.answerBytes += bytes;
    }
    sendNext(connection, group);
  }

  await Promise.all(
    groups.map((group, index) =>
      Promise.all(
        Array.from({ length: (job.groups[index] as Group).connections }, () =>
          open(job.port, group, onAnswer, (reason) => {
            if (phase === "over") return;
            fail(group, reason);
            if (--outstanding === 0) isFinished();
          }),
        ),
      ),
    ),
  );
  for (const group of groups) outstanding += group.connections.length;
  for (const group of groups)
    for (const connection of group.connections) sendNext(connection, group);

  const stall = setInterval(() => {
    if (performance.now() - lastAnswerAtMs < STALLED_AFTER_MS) return;
    giveUp(`no answer for ${STALLED_AFTER_MS / 1000} s`);
  }, 1000);

  let measuredMs = 0;
  let cpuMs = 0;
  if (job.untilUsedUp === true) {
    phase = "measuring";
    const startedAtMs = performance.now();
    await finished;
    measuredMs = performance.now() - startedAtMs;
  } else {
    await after(job.warmupMs);
    report({ kind: "measuring" });
    phase = "measuring";
    const startedAtMs = performance.now();
    const cpu = process.cpuUsage();
    await after(job.durationMs);
    measuredMs = performance.now() - startedAtMs;
    phase = "over";
    const used = process.cpuUsage(cpu);
    cpuMs = (used.user + used.system) / 1000;
    report({ kind: "measured" });
    await finished;
  }
  clearInterval(stall);
  phase = "over";
  for (const group of groups) for (const connection of group.connections) connection.destroy();
  report({
    kind: "done",
    groups: groups.map((group) => resultOf(group, measuredMs)),
    generatorCpuShare: measuredMs === 0 ? 0 : cpuMs / measuredMs,
  });
}

function open(
  port: number,
  group: RunningGroup,
  onAnswer: (connection: Connection, group: RunningGroup, seen: string, bytes: number) => void,
  onClosed: (reason: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isOpen = false;
    const connection = new Connection(
      port,
      () => {
        isOpen = true;
        group.connections.push(connection);
        resolve();
      },
      (answered, seen, bytes) => onAnswer(answered, group, seen, bytes),
      (_closed, reason) => (isOpen ? onClosed(reason) : reject(new Error(reason))),
    );
  });
}

function resultOf(group: RunningGroup, measuredMs: number): GroupResult {
  const { latencies } = group;
  const [p50Ms, p90Ms, p99Ms, p999Ms, maxMs] = latencies.percentilesMs([
    0.5, 0.9, 0.99, 0.999, 1,
  ]) as [number, number, number, number, number];
  return {
    name: group.name,
    count: latencies.count,
    perSecond: latencies.count / (measuredMs / 1000),
    p50Ms,
    p90Ms,
    p99Ms,
    p999Ms,
    maxMs,
    failures: group.failures,
    failureSamples: group.failureSamples,
    ordersUsed: group.traffic.ordersUsed,
    paidUploads: group.traffic.paidUploads,
    bytesPerAnswer: group.answerBytes / Math.max(1, latencies.count),
  };
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function report(message: GeneratorMessage): void {
  process.send?.(message);
}

function giveUp(reason: string): void {
  const message: GeneratorMessage = { kind: "failed", reason };
  process.send?.(message, () => process.exit(1));
}

// Without the parent process, no process can receive the results.
process.once("disconnect", () => process.exit());
process.once("message", (job) => {
  run(job as Job)
    .catch((error: unknown) => report({ kind: "failed", reason: String(error) }))
    .finally(() => process.disconnect?.());
});
