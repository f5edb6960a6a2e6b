import { type ReviewCaseRepresentation, text } from "@dingdan/contract";
import { Alert, Card, Col, Row, Statistic } from "antd";
import { count } from "../format/numbers.js";
import { delay } from "../format/times.js";
import { Moment } from "../parts/moment.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { reasonWords } from "./reason-words.js";

const T = {
  matched: text("Matched orders", "已匹配订单"),
  late: text("Later than 5 s", "超过 5 秒"),
  slowest: text("Slowest", "最慢"),
  window: text("Window", "统计窗口"),
  due: text("Decided automatically at", "自动裁定时间"),
  pass: text("With the current figures it would pass.", "按当前数据可通过。"),
  fail: text("With the current figures it would fail.", "按当前数据不通过。"),
};

/** The figures that decide a review, and what would follow from them now. */
export function ReviewFigures({ review }: { readonly review: ReviewCaseRepresentation }) {
  const say = useSay();
  const { language } = useLanguage();
  const { slowest_delay_ms: slowest } = review;
  return (
    <div className="stack">
      <Alert
        type={review.would_be === "approved" ? "success" : "warning"}
        showIcon
        title={say(review.would_be === "approved" ? T.pass : T.fail)}
        {...(review.reason ? { description: say(reasonWords(review.reason)) } : {})}
      />
      <Row gutter={[12, 12]}>
        {[
          { name: T.matched, value: count(review.matched_uploads, language) },
          { name: T.late, value: count(review.late_uploads, language) },
          { name: T.slowest, value: slowest === undefined ? "–" : delay(slowest, language) },
        ].map(({ name, value }) => (
          <Col key={name.en} flex="1 1 140px">
            <Card size="small" className="figure">
              <Statistic title={say(name)} value={value} />
            </Card>
          </Col>
        ))}
      </Row>
      <div className="quiet">
        {say(T.window)}: <Moment at={review.from} /> – <Moment at={review.to} />
        {review.due_at !== undefined && (
          <>
            {" · "}
            {say(T.due)} <Moment at={review.due_at} />
          </>
        )}
      </div>
    </div>
  );
}
