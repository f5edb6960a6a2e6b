import { APP_OPERATIONS, REVIEW_OPERATIONS, text } from "@dingdan/contract";
import { Button, Card, Flex, Tag } from "antd";
import { Link } from "wouter";
import { count } from "../format/numbers.js";
import { useReading } from "../http/queries.js";
import { usePages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { PermissionTag } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";
import { ApproveReview, RejectReview } from "./decision.js";
import { Delays } from "./delays.js";
import { reasonWords } from "./reason-words.js";
import { ReviewFigures } from "./review-figures.js";

const T = {
  title: (name: string) => text(`Review of ${name}`, `接入审核：${name}`),
  loading: text("Review", "接入审核"),
  back: text("All reviews", "全部审核"),
  matched: text("Matched orders", "已匹配订单"),
  late: text("Later than 5 s", "超过 5 秒"),
  delays: text("Upload delay after payment, by order", "逐单：支付后多久上传"),
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
              {data.permission !== "closed" && (
                <>
                  <ApproveReview review={data} />
                  <RejectReview review={data} />
                </>
              )}
            </ForRole>
          )}
          {back}
        </>
      }
    >
      <ReviewFigures review={data} />
      <Card size="small" title={say(T.delays)}>
        <Delays appid={appid} />
      </Card>
      <Card size="small" title={say(T.history)}>
        <History appid={appid} />
      </Card>
    </Page>
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
              {reason === undefined ? "" : say(reasonWords(reason))}
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
