import { text } from "@dingdan/contract";
import { Card } from "antd";
import { CopyButton } from "../parts/copy-button.js";
import { Views } from "../parts/views.js";
import { useSay } from "../preferences/language.js";
import { type Call, curlSample, sdkSample } from "./code-samples.js";

const T = {
  code: text("Code", "代码"),
  secret: text(
    "Set DINGDAN_SECRET to the app's secret.",
    "请将 DINGDAN_SECRET 设为应用的 AppSecret。",
  ),
};

/** The call as code for a terminal and for a program. */
export function CodeSamples({ call }: { readonly call: Call }) {
  const say = useSay();
  return (
    <Card size="small">
      <Views
        label={say(T.code)}
        views={[
          { key: "curl", name: "curl", content: <Code source={curlSample(call)} /> },
          { key: "sdk", name: "TypeScript", content: <Code source={sdkSample(call)} /> },
        ]}
        beside={<span className="quiet code-note">{say(T.secret)}</span>}
      />
    </Card>
  );
}

function Code({ source }: { readonly source: string }) {
  const say = useSay();
  return (
    <>
      <div className="code-head">
        <span />
        <CopyButton value={source} label={say(T.code)} />
      </div>
      <pre className="code" tabIndex={0}>
        {source}
      </pre>
    </>
  );
}
