import { RedoOutlined } from "@ant-design/icons";
import { type LoggedRequestRepresentation, REQUEST_OPERATIONS, text } from "@dingdan/contract";
import { Button } from "antd";
import { Link } from "wouter";
import { useChange } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";

const T = {
  again: text("Send it again", "再次发送"),
  corrected: text("Send it again corrected", "更正后再次发送"),
  accepted: text("Accepted: show the new call", "已接受，查看新的调用"),
  rejected: (errcode: number) =>
    text(`Rejected again (${errcode}): show why`, `再次被拒绝（${errcode}），查看原因`),
};

/**
 * Sends a logged call again in a sandbox, unchanged or with a corrected body, as the same app. The platform
 * puts back the openids that the log masks, so only the operator may.
 */
export function SendAgain({
  request: { rid },
  corrected,
}: {
  readonly request: Pick<LoggedRequestRepresentation, "rid">;
  readonly corrected?: string;
}) {
  const say = useSay();
  const { ownAppid } = useSession();
  const replay = useChange(REQUEST_OPERATIONS.replayRequest);
  if (ownAppid !== null) return null;
  // On one line: texts of the operator's interface have no line breaks.
  const body =
    corrected === undefined ? {} : { body: JSON.stringify(JSON.parse(corrected) as unknown) };
  return (
    <>
      <ForRole operation={REQUEST_OPERATIONS.replayRequest}>
        <Button
          type="primary"
          icon={<RedoOutlined />}
          loading={replay.isPending}
          onClick={() => replay.mutate({ path: { rid }, body })}
        >
          {say(corrected === undefined ? T.again : T.corrected)}
        </Button>
      </ForRole>
      {replay.data !== undefined && (
        <Link href={`/requests/${replay.data.rid}`} role="status">
          {say(outcomeOf(replay.data.reply))}
        </Link>
      )}
      <ProblemAlert error={replay.error} />
    </>
  );
}

function outcomeOf(reply: unknown) {
  const errcode = (reply as { readonly errcode?: number } | null)?.errcode ?? 0;
  return errcode === 0 ? T.accepted : T.rejected(errcode);
}
