import {
  type AlikeFailures,
  failuresByCause,
  RECONCILE_TEXTS,
  type ReconcileTotals,
  type Text,
  text,
} from "@dingdan/contract";
import { Alert } from "antd";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import type { ReconcileRun } from "./use-reconcile.js";

const T = {
  running: text("Asking WeChat Pay", "正在查询微信支付"),
  done: text("WeChat Pay was asked", "已查询微信支付"),
  stopped: text("The run ended before its end", "查询中途结束"),
  nothing: text("Nothing to ask for", "没有可查询的内容"),
  whyNothing: text(
    "Of the merchant numbers with an API certificate, no upload waits for its payment, and no refund is in progress or abnormal.",
    "设置了商户 API 证书的商户号没有等待支付的上传，也没有处理中或异常的退款。",
  ),
};

/** Of longer lists, people see the beginning. */
const GROUPS_SHOWN = 20;
const NUMBERS_SHOWN = 4;

/** What a run found, in words: the counts, and each cause of failures with the next step. */
export function ReconcileResult({ run }: { readonly run: ReconcileRun }) {
  const say = useSay();
  const { isRunning, isDone, totals, error } = run;
  if (!isRunning && !isDone && error === null) return null;
  const counts = countsOf(totals).map((words) => say(words));
  const groups = failuresByCause(totals.failures);
  const isNothing = isDone && totals.asked === 0;
  return (
    <div className="stack" aria-live="polite">
      <ProblemAlert error={error} />
      {(error === null || totals.asked > 0) && (
        <Alert
          showIcon
          type={typeOf(run)}
          title={say(isNothing ? T.nothing : isRunning ? T.running : isDone ? T.done : T.stopped)}
          description={
            <>
              <div>{isNothing ? say(T.whyNothing) : counts.join(" · ")}</div>
              {groups.length > 0 && (
                <ul className="causes">
                  {groups.slice(0, GROUPS_SHOWN).map((group) => (
                    <Cause key={`${group[0].mchid} ${group[0].cause}`} group={group} />
                  ))}
                </ul>
              )}
            </>
          }
        />
      )}
    </div>
  );
}

function typeOf({ isRunning, totals }: ReconcileRun): "info" | "success" | "warning" {
  if (isRunning || totals.asked === 0) return "info";
  return totals.failures.length + totals.contradictions > 0 ? "warning" : "success";
}

function countsOf({ asked, failures, ...totals }: ReconcileTotals): Text[] {
  const counts = [
    [totals.recorded, RECONCILE_TEXTS.recorded],
    [totals.repeated, RECONCILE_TEXTS.repeated],
    [totals.not_paid, RECONCILE_TEXTS.notPaid],
    [totals.contradictions, RECONCILE_TEXTS.contradictions],
    [failures.length, RECONCILE_TEXTS.failed],
  ] as const;
  const shown = counts.flatMap(([count, words]) => (count === 0 ? [] : [words(count)]));
  return [RECONCILE_TEXTS.asked(asked), ...shown];
}

function Cause({ group }: { readonly group: AlikeFailures }) {
  const say = useSay();
  const [{ mchid, cause, next }] = group;
  const numbers = group.slice(0, NUMBERS_SHOWN).map(({ number }) => number);
  const hiddenCount = group.length - numbers.length;
  return (
    <li>
      <span className="mono">{mchid}</span> {cause}
      <div className="quiet">{next}</div>
      <div className="mono quiet">
        {numbers.join(" · ")}
        {hiddenCount > 0 && ` ${say(RECONCILE_TEXTS.more(hiddenCount))}`}
      </div>
    </li>
  );
}
