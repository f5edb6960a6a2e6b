import {
  APP_OPERATIONS,
  type AppRepresentation,
  CLOCK_OPERATIONS,
  type Corrected,
  correctRequest,
  findOperationKey,
  indented,
  type LoggedRequestRepresentation,
  type RuleContext,
  text,
} from "@dingdan/contract";
import { Alert, Button, Card, Flex } from "antd";
import { Link } from "wouter";
import { useReading } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { jsonLines, lineText } from "../parts/json-lines.js";
import { JsonView } from "../parts/json-view.js";
import { useSay } from "../preferences/language.js";
import { type LineDiff, lineDiff } from "./line-diff.js";
import { isComplete, OPENID_MASKS, parsedBody } from "./logged-body.js";
import { SendAgain } from "./send-again.js";

type Logged = LoggedRequestRepresentation;

const T = {
  title: text("Corrected request", "更正后的请求"),
  about: text(
    "Made from the mistakes that show what was meant. Look at it before you send it.",
    "按可以确定含义的错误自动更正，发送前请核对。",
  ),
  left: (n: number) =>
    text(
      `Broken rules that need a person: ${n}. Finish it on the page Try it.`,
      `仍有 ${n} 条规则须人工处理，请在接口调试中完成。`,
    ),
  masked: text(
    "Values that the log masked: enter them before you send it.",
    "日志已脱敏的值：发送前请填写。",
  ),
  tryIt: text("Open in Try it", "在接口调试中打开"),
};

/** What the console knows of an app, as the rules need it. */
export const contextOf = ({ appid, kind, mchids, item_links }: AppRepresentation): RuleContext => ({
  appid,
  kind,
  mchids,
  itemLinks: item_links,
});

/**
 * The corrected body of a rejected call; null when nothing can be corrected. A masked value proves nothing,
 * so only the openids, which a replay puts back, may be masked.
 */
export function correctedBody(
  request: Logged,
  app: AppRepresentation,
  nowMs: number,
): Corrected | null {
  const key = findOperationKey(request.operation ?? "");
  if (key === null || request.errcode === 0 || !isComplete(request)) return null;
  const corrected = correctRequest(key, withPlainMasks(request.body), {
    context: contextOf(app),
    nowMs,
    stated: request.explanation.diagnoses,
  });
  return corrected && { ...corrected, bodyText: withMasks(corrected.bodyText) };
}

/** The mask of an openid breaks a rule that the openid does not; a mask of plain characters breaks none. */
const withPlainMasks = (body: string) => body.replace(OPENID_MASKS, `$1${PLAIN}$2`);
const withMasks = (body: string) => body.replaceAll(PLAIN, "…");
const PLAIN = "-masked-";

/** The lines of a logged body and of the corrected one, and what differs. */
function differenceOf(before: string, after: string): LineDiff {
  const linesOf = (source: string) => {
    const value = parsedBody(source);
    return value === undefined ? source.split("\n") : jsonLines(value).map(lineText);
  };
  return lineDiff(linesOf(before), linesOf(after));
}

/** Shows the body of a rejected call, beside the corrected one if anything can be corrected. */
export default function CorrectedRequest({
  request,
  render,
}: {
  readonly request: Logged;
  /** Shows the bodies: what was sent, with its changed lines marked, and the corrected one if there is one. */
  readonly render: (parts: {
    readonly removed: ReadonlySet<number>;
    readonly corrected: React.ReactNode;
  }) => React.ReactNode;
}) {
  const say = useSay();
  const { data: app } = useReading(
    APP_OPERATIONS.getApp,
    { path: { appid: request.appid ?? "" } },
    { isEnabled: request.appid !== undefined },
  );
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const found =
    app === undefined || clock === undefined
      ? null
      : correctedBody(request, app, Date.parse(clock.now));
  if (found === null) return render({ removed: new Set(), corrected: null });
  const { bodyText, leftCount } = found;
  const { removed, added } = differenceOf(indented(request.body), bodyText);
  const isMasked = request.redacted.length > 0;
  const isReady = leftCount === 0 && !isMasked;
  const corrected = (
    <Card
      size="small"
      title={say(T.title)}
      extra={<CopyButton value={bodyText} label={say(T.title)} />}
    >
      <div className="stack">
        <div className="quiet">{say(T.about)}</div>
        {leftCount > 0 && <Alert type="info" showIcon title={say(T.left(leftCount))} />}
        {isMasked && (
          <div>
            {say(T.masked)} <span className="mono">{request.redacted.join(", ")}</span>
          </div>
        )}
        <JsonView
          value={parsedBody(bodyText)}
          marks={{ lines: added, as: "added" }}
          label={say(T.title)}
        />
        <Flex gap={8} wrap align="center">
          {isReady && clock?.is_sandbox === true && (
            <SendAgain request={request} corrected={bodyText} />
          )}
          <Link href={`/try?rid=${encodeURIComponent(request.rid)}&corrected=1`} asChild>
            <Button>{say(T.tryIt)}</Button>
          </Link>
        </Flex>
      </div>
    </Card>
  );
  return render({ removed, corrected });
}
