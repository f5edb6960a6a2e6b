import { ORDER_OPERATIONS, text } from "@dingdan/contract";
import { Alert, Col, Row } from "antd";
import { useState } from "react";
import { useReading } from "../http/queries.js";
import { JsonView } from "../parts/json-view.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { useSay } from "../preferences/language.js";

const T = {
  visible: text("The buyer sees this order now.", "买家当前可以看到该订单。"),
  hidden: text(
    "The buyer does not see it yet: the order must be matched and its app approved.",
    "买家暂时看不到：订单须已匹配，且应用须通过审核。",
  ),
  hint: text(
    "Point to a line, or select it with the Tab key, to highlight the request fields that it comes from.",
    "将指针移到任一行，或用 Tab 键选中，即可看到它来自请求的哪些字段。",
  ),
  lines: text("The buyer's page, line by line", "买家页面逐行内容"),
  request: text("The stored request", "保存的请求"),
  platform: text("from the payment or the platform", "来自支付或平台"),
};

/** Values that are instants are shown as local times. */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The buyer's view beside the upload: pointing at a line highlights the fields that the line shows. */
export function OrderPreview({ id }: { readonly id: string }) {
  const say = useSay();
  const reading = useReading(ORDER_OPERATIONS.previewOrder, { path: { id } });
  const { data, error } = reading;
  const [lit, setLit] = useState<string | null>(null);
  if (error !== null || data === undefined) return <LoadingOrProblem reading={reading} />;
  return (
    <div className="stack">
      <Alert
        type={data.is_visible ? "success" : "warning"}
        showIcon
        title={say(data.is_visible ? T.visible : T.hidden)}
      />
      <div className="quiet">{say(T.hint)}</div>
      <Row gutter={[12, 12]}>
        <Col xs={24} md={10}>
          <ul className="preview" aria-label={say(T.lines)}>
            {data.lines.map(({ label, value, path }, index) => (
              <li key={`${index}${path}`}>
                <button
                  type="button"
                  className="preview-line"
                  aria-pressed={path !== null && lit === path}
                  onMouseEnter={() => setLit(path)}
                  onFocus={() => setLit(path)}
                  onClick={() => setLit(path)}
                >
                  <span className="quiet">{label}</span>
                  <span className="preview-value">
                    {INSTANT.test(value) ? <Moment at={value} /> : value}
                  </span>
                  <code className="preview-path">{path ?? say(T.platform)}</code>
                </button>
              </li>
            ))}
          </ul>
        </Col>
        <Col xs={24} md={14}>
          <JsonView
            value={data.request}
            lit={lit === null ? [] : [lit]}
            label={say(T.request)}
            isTall
          />
        </Col>
      </Row>
    </div>
  );
}
