import {
  APP_OPERATIONS,
  type DelayedOrderRepresentation,
  REVIEW_OPERATIONS,
  type ReviewCaseRepresentation,
  text,
} from "@dingdan/contract";
import {
  Alert,
  App,
  Button,
  Card,
  Col,
  Flex,
  Input,
  Modal,
  Row,
  Statistic,
  Table,
  Tag,
} from "antd";
import { useState } from "react";
import { Link } from "wouter";
import { count } from "../format/numbers.js";
import { delay } from "../format/times.js";
import { useChange, useReading } from "../http/queries.js";
import { usePages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { PermissionTag } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";

const T = {
  title: (name: string) => text(`Review of ${name}`, `接入审核：${name}`),
  loading: text("Review", "接入审核"),
  back: text("All reviews", "全部审核"),
  matched: text("Matched orders", "已匹配订单"),
  late: text("Later than 5 s", "超过 5 秒"),
  slowest: text("Slowest", "最慢"),
  window: text("Window", "统计窗口"),
  due: text("Decided automatically at", "自动裁定时间"),
  pass: text("With the current figures it would pass.", "按当前数据可通过。"),
  fail: text("With the current figures it would fail.", "按当前数据不通过。"),
  approve: text("Approve", "通过"),
  reject: text("Reject", "不通过"),
  rejectTitle: text("Reject the review", "审核不通过"),
  reason: text("Reason (visible to the merchant)", "原因（商户可见）"),
  cancel: text("Cancel", "取消"),
  done: text("Decided.", "已裁定。"),
  delays: text("Upload delay after payment, by order", "逐单：支付后多久上传"),
  order: text("Order", "订单"),
  delay: text("Delay after payment", "支付后用时"),
  paid: text("Paid", "付款时间"),
  received: text("Received", "收到时间"),
  noDelays: text("No matched orders in the window yet.", "窗口内暂无已匹配订单。"),
  history: text("History", "历史"),
  noHistory: text("No finished reviews yet.", "暂无审核结果。"),
  decided: text("Decided", "裁定时间"),
  by: text("By", "裁定方"),
  platform: text("the platform", "平台"),
  operator: text("the operator", "运营方"),
  result: text("Result", "结果"),
  approved: text("approved", "通过"),
  rejected: text("rejected", "不通过"),
};

/** The page of one app's review: figures, their orders, the decision, and earlier decisions. */
export default function ReviewPage({ params }: PageProps) {
  const appid = params["appid"] ?? "";
  const say = useSay();
  const { ownAppid } = useSession();
  const reading = useReading(REVIEW_OPERATIONS.getReview, { path: { appid } }, { everyMs: 10_000 });
  const { data } = reading;
  const back =
    ownAppid === null ? (
      <Link href="/reviews" asChild>
        <Button type="text">{say(T.back)}</Button>
      </Link>
    ) : undefined;
  if (data === undefined) {
    return (
      <Page title={say(T.loading)} actions={back}>
        <LoadingOrProblem reading={reading} />
      </Page>
    );
  }
  return (
    <Page
      title={say(T.title(data.name))}
      about={
        <Flex gap={6} align="center" wrap>
          <PermissionTag state={data.permission} />
          <Link href={`/apps/${appid}`} className="mono">
            {appid}
          </Link>
        </Flex>
      }
      actions={
        <>
          {ownAppid === null && (
            <ForRole operation={APP_OPERATIONS.decideAudit}>
              <Decision review={data} />
            </ForRole>
          )}
          {back}
        </>
      }
    >
      <Figures review={data} />
      <Card size="small" title={say(T.delays)}>
        <Delays appid={appid} />
      </Card>
      <Card size="small" title={say(T.history)}>
        <History appid={appid} />
      </Card>
    </Page>
  );
}

function Figures({ review }: { readonly review: ReviewCaseRepresentation }) {
  const say = useSay();
  const { language } = useLanguage();
  const { slowest_delay_ms: slowest } = review;
  return (
    <div className="stack">
      <Alert
        type={review.would_be === "approved" ? "success" : "warning"}
        showIcon
        title={say(review.would_be === "approved" ? T.pass : T.fail)}
        {...(review.reason ? { description: review.reason } : {})}
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

function Decision({ review }: { readonly review: ReviewCaseRepresentation }) {
  const say = useSay();
  const { message } = App.useApp();
  const [isRejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState("");
  const decide = useChange(APP_OPERATIONS.decideAudit, {
    onDone: () => {
      setRejecting(false);
      void message.success(say(T.done));
    },
  });
  const path = { appid: review.appid };
  if (review.permission === "closed") return null;
  return (
    <>
      <Button
        type="primary"
        loading={decide.isPending && !isRejecting}
        onClick={() => decide.mutate({ path, body: { result: "approved" } })}
      >
        {say(T.approve)}
      </Button>
      <Button danger onClick={() => setRejecting(true)}>
        {say(T.reject)}
      </Button>
      {!isRejecting && <ProblemAlert error={decide.error} />}
      <Modal
        open={isRejecting}
        title={say(T.rejectTitle)}
        okText={say(T.reject)}
        cancelText={say(T.cancel)}
        okButtonProps={{ danger: true }}
        confirmLoading={decide.isPending}
        onCancel={() => setRejecting(false)}
        onOk={() =>
          decide.mutate({
            path,
            body: {
              result: "rejected",
              ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
            },
          })
        }
      >
        <label>
          {say(T.reason)}
          <Input.TextArea
            autoFocus
            rows={3}
            maxLength={512}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
        <ProblemAlert error={decide.error} />
      </Modal>
    </>
  );
}

function Delays({ appid }: { readonly appid: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const reading = useReading(REVIEW_OPERATIONS.listDelays, { path: { appid } });
  const { data, error } = reading;
  if (error !== null || data === undefined) return <LoadingOrProblem reading={reading} rows={4} />;
  if (data.items.length === 0) return <Nothing what={say(T.noDelays)} />;
  return (
    <Table<DelayedOrderRepresentation>
      size="small"
      rowKey="id"
      dataSource={data.items}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: say(T.delay),
          key: "delay",
          align: "right",
          render: (_, { delay_ms: ms }) => (
            <span className={ms > 5000 ? "late num" : "num"}>{delay(ms, language)}</span>
          ),
        },
        {
          title: say(T.order),
          key: "order",
          render: (_, { id, merchant_order_nos: numbers }) => (
            <Link href={`/orders/${encodeURIComponent(id)}`} className="mono">
              {numbers.join(", ") || id}
            </Link>
          ),
        },
        { title: say(T.paid), key: "paid", render: (_, { paid_at: at }) => <Moment at={at} /> },
        {
          title: say(T.received),
          key: "received",
          render: (_, { received_at: at }) => <Moment at={at} />,
        },
      ]}
    />
  );
}

function History({ appid }: { readonly appid: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const pages = usePages(REVIEW_OPERATIONS.listReviewDecisions, {}, { path: { appid } });
  return (
    <CursorTable
      label={say(T.history)}
      pages={pages}
      rowKey="decided_at"
      empty={<Nothing what={say(T.noHistory)} />}
      columns={[
        { title: say(T.decided), key: "at", render: (_, { decided_at: at }) => <Moment at={at} /> },
        {
          title: say(T.result),
          key: "result",
          render: (_, { result, reason }) => (
            <>
              <Tag color={result === "approved" ? "green" : "red"}>{say(T[result])}</Tag>
              {reason ?? ""}
            </>
          ),
        },
        { title: say(T.by), key: "by", render: (_, { decided_by: by }) => say(T[by]) },
        {
          title: say(T.matched),
          key: "matched",
          align: "right",
          render: (_, { matched_uploads: n }) => <span className="num">{count(n, language)}</span>,
        },
        {
          title: say(T.late),
          key: "late",
          align: "right",
          render: (_, { late_uploads: n }) => <span className="num">{count(n, language)}</span>,
        },
      ]}
    />
  );
}
