import { RedoOutlined } from "@ant-design/icons";
import {
  CLOCK_OPERATIONS,
  type LoggedRequestRepresentation,
  REQUEST_OPERATIONS,
  text,
} from "@dingdan/contract";
import { Button, Card } from "antd";
import { Link } from "wouter";
import { useChange, useReading } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";
import { ErrorPanel } from "./error-panel.js";
import { RequestBodies } from "./request-bodies.js";

const T = {
  title: text("Request", "请求"),
  back: text("All requests", "全部请求"),
  missing: (rid: string) =>
    text(
      `The request log has no call with the rid ${rid}.`,
      `请求日志中没有 rid 为 ${rid} 的调用。`,
    ),
  missingNext: text(
    "It may have expired, or belong to another platform.",
    "可能已超过保留期限，或属于其他平台。",
  ),
  explained: text("Why this reply", "为什么这样应答"),
  replay: text("Replay", "重放"),
  replayed: (rid: string) => text(`Replayed as ${rid}`, `已重放，新 rid：${rid}`),
};

/** The page of one logged call, with its explanation. */
export default function RequestPage({ params }: PageProps) {
  const rid = decodeURIComponent(params["rid"] ?? "");
  const say = useSay();
  const reading = useReading(
    REQUEST_OPERATIONS.listRequests,
    { query: { rid, limit: 1 } },
    { everyMs: 10_000 },
  );
  const { data, error } = reading;
  const request = data?.items[0];
  const back = (
    <Link href="/requests" asChild>
      <Button type="text">{say(T.back)}</Button>
    </Link>
  );
  if (request !== undefined) return <Explained request={request} back={back} />;
  return (
    <Page title={say(T.title)} actions={back}>
      {(error !== null || data === undefined) && <LoadingOrProblem reading={reading} />}
      {data !== undefined && <Nothing what={say(T.missing(rid))} next={say(T.missingNext)} />}
    </Page>
  );
}

function Explained({
  request,
  back,
}: {
  readonly request: LoggedRequestRepresentation;
  readonly back: React.ReactNode;
}) {
  const say = useSay();
  const { ownAppid } = useSession();
  return (
    <Page
      title={`${say(T.title)} ${request.rid}`}
      about={
        <span className="mono">
          {request.method} {request.path}
          {request.query === "" ? "" : `?${request.query}`}
        </span>
      }
      actions={
        <>
          <CopyButton value={request.rid} label="rid" size="medium" />
          {ownAppid === null && <ReplayButton rid={request.rid} />}
          {back}
        </>
      }
    >
      <Card size="small" title={say(T.explained)}>
        <ErrorPanel request={request} onField={showField} />
      </Card>
      <RequestBodies request={request} />
    </Page>
  );
}

/** Scrolls a field of the body into view. */
function showField(path: string): void {
  const lines = document.querySelectorAll<HTMLElement>("#logged-body .json-line");
  const places = [...lines];
  const line =
    places.find(({ dataset }) => dataset["path"] === path) ??
    places.findLast(({ dataset }) => path.startsWith(dataset["path"] || "\0"));
  line?.scrollIntoView({ block: "center" });
  line?.closest<HTMLElement>(".json")?.focus({ preventScroll: true });
}

/** Replays the call. Hidden outside a sandbox, where the platform rejects a replay. */
function ReplayButton({ rid }: { readonly rid: string }) {
  const say = useSay();
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const replay = useChange(REQUEST_OPERATIONS.replayRequest);
  if (clock?.is_sandbox !== true) return null;
  return (
    <>
      <ForRole operation={REQUEST_OPERATIONS.replayRequest}>
        <Button
          icon={<RedoOutlined />}
          loading={replay.isPending}
          onClick={() => replay.mutate({ path: { rid }, body: {} })}
        >
          {say(T.replay)}
        </Button>
      </ForRole>
      {replay.data !== undefined && (
        <Link href={`/requests/${replay.data.rid}`}>{say(T.replayed(replay.data.rid))}</Link>
      )}
      <ProblemAlert error={replay.error} />
    </>
  );
}
