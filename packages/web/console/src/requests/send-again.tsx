import { RedoOutlined } from "@ant-design/icons";
import {
  type LoggedRequestRepresentation,
  REQUEST_OPERATIONS,
  TRIAL_OPERATIONS,
  text,
} from "@dingdan/contract";
import { Button } from "antd";
import { Link } from "wouter";
import { useChange } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { canBeSentAsApp } from "./logged-body.js";

type Logged = LoggedRequestRepresentation;

const T = {
  again: text("Send it again", "再次发送"),
  corrected: text("Send it again corrected", "更正后再次发送"),
  accepted: text("Accepted: show the new call", "已接受，查看新的调用"),
  rejected: (errcode: number) =>
    text(`Rejected again (${errcode}): show why`, `再次被拒绝（${errcode}），查看原因`),
};

interface SendAgainProps {
  readonly request: Logged;
  /** A body to send instead of the logged one. */
  readonly corrected?: string;
}

/** Sends a logged call again in a sandbox, unchanged or with a corrected body, as the same app. */
export function SendAgain(props: SendAgainProps) {
  const { ownAppid } = useSession();
  if (ownAppid === null) return <ReplayAgain {...props} />;
  return canBeSentAsApp(props.request, ownAppid) ? <CallAgain {...props} /> : null;
}

/** The operator replays the call: the platform puts back the openids that the log masks. */
function ReplayAgain({ request: { rid }, corrected }: SendAgainProps) {
  const replay = useChange(REQUEST_OPERATIONS.replayRequest);
  // On one line: texts of the operator's interface have no line breaks.
  const body =
    corrected === undefined ? {} : { body: JSON.stringify(JSON.parse(corrected) as unknown) };
  return (
    <AgainButton
      operation={REQUEST_OPERATIONS.replayRequest}
      isCorrected={corrected !== undefined}
      sending={replay}
      onSend={() => replay.mutate({ path: { rid }, body })}
    />
  );
}

/** A merchant makes the call once more, as its own app, so the body must be whole, with nothing masked. */
function CallAgain({ request, corrected }: SendAgainProps) {
  const call = useChange(TRIAL_OPERATIONS.callAsApp);
  const { appid = "", operation = "", body } = request;
  return (
    <AgainButton
      operation={TRIAL_OPERATIONS.callAsApp}
      isCorrected={corrected !== undefined}
      sending={call}
      onSend={() => call.mutate({ path: { appid, operation }, wireBody: corrected ?? body })}
    />
  );
}

function AgainButton({
  operation,
  isCorrected,
  sending: { data, error, isPending },
  onSend,
}: {
  readonly operation: typeof REQUEST_OPERATIONS.replayRequest | typeof TRIAL_OPERATIONS.callAsApp;
  readonly isCorrected: boolean;
  readonly sending: {
    readonly data: { readonly rid: string; readonly reply?: unknown } | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
  };
  readonly onSend: () => void;
}) {
  const say = useSay();
  return (
    <>
      <ForRole operation={operation}>
        <Button type="primary" icon={<RedoOutlined />} loading={isPending} onClick={onSend}>
          {say(isCorrected ? T.corrected : T.again)}
        </Button>
      </ForRole>
      {data !== undefined && (
        <Link href={`/requests/${data.rid}`} role="status">
          {say(outcomeOf(data.reply))}
        </Link>
      )}
      <ProblemAlert error={error} />
    </>
  );
}

function outcomeOf(reply: unknown) {
  const errcode = (reply as { readonly errcode?: number } | null)?.errcode ?? 0;
  return errcode === 0 ? T.accepted : T.rejected(errcode);
}
