import { text } from "@dingdan/contract";
import { Alert, Collapse } from "antd";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { AttemptParts } from "./attempt-parts.js";
import type { EndpointTest } from "./test-button.js";
import { AnswerWords } from "./webhook-tags.js";

const T = {
  accepted: text("The receiver acknowledged the test event", "接收端已确认测试事件"),
  refused: text("The receiver did not acknowledge the test event", "接收端未确认测试事件"),
  next: text(
    "It must answer 2xx within 15 s. See below what it was sent and what it answered, correct the receiver or the URL, and send the test again.",
    "接收端须在 15 秒内应答 2xx。请根据下方的请求与应答修正接收端或地址，然后重新测试。",
  ),
  details: text("Request and answer", "请求与应答"),
};

/** How the receiver answered the last test. */
export function TestAnswer({ test }: { readonly test: EndpointTest }) {
  const say = useSay();
  const { data, error } = test;
  return (
    <div className="stack" aria-live="polite">
      <ProblemAlert error={error} />
      {data !== undefined && (
        <Alert
          showIcon
          type={data.acknowledged ? "success" : "error"}
          title={say(data.acknowledged ? T.accepted : T.refused)}
          description={
            <div className="stack">
              <div>
                <AnswerWords {...data} />
              </div>
              {!data.acknowledged && <div>{say(T.next)}</div>}
              <Collapse
                size="small"
                items={[
                  {
                    key: "details",
                    label: say(T.details),
                    children: <AttemptParts attempt={data} />,
                  },
                ]}
              />
            </div>
          }
        />
      )}
    </div>
  );
}
