import { TEST_NOTICE_OPERATIONS, text } from "@dingdan/contract";
import { Button } from "antd";
import { useState } from "react";
import { useReading } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { useSay } from "../preferences/language.js";

const T = {
  show: (mchid: string) => text(`Show the test keys of ${mchid}`, `显示 ${mchid} 的测试密钥`),
  about: text(
    "Give these to the receiver that you test. They are only for this sandbox. The second key is for the kind that simulates a change of keys.",
    "请配置到被测试的接收端。仅用于本沙箱；第二个公钥用于模拟更换密钥。",
  ),
  apiV3Key: text("APIv3 key", "APIv3 密钥"),
};

/** The keys that a receiver under test needs, once they are asked for. */
export function TestKeys({ mchid }: { readonly mchid: string }) {
  const say = useSay();
  const [shownOf, setShownOf] = useState<string | null>(null);
  if (shownOf !== mchid) {
    return (
      <div>
        <Button onClick={() => setShownOf(mchid)}>{say(T.show(mchid))}</Button>
      </div>
    );
  }
  return <Shown mchid={mchid} />;
}

function Shown({ mchid }: { readonly mchid: string }) {
  const say = useSay();
  const reading = useReading(TEST_NOTICE_OPERATIONS.getTestKeys, { path: { mchid } });
  const { data } = reading;
  if (data === undefined) return <LoadingOrProblem reading={reading} rows={3} />;
  const values = [
    { name: say(T.apiV3Key), value: data.api_v3_key },
    ...data.public_keys.map(({ id, pem }) => ({ name: id, value: pem })),
  ];
  return (
    <div className="stack">
      <div className="quiet">{say(T.about)}</div>
      {values.map(({ name, value }) => (
        <div key={name}>
          <div className="code-head">
            <span className="mono quiet">{name}</span>
            <CopyButton value={value} label={name} />
          </div>
          <code className="code wraps block">{value}</code>
        </div>
      ))}
    </div>
  );
}
