import {
  APP_OPERATIONS,
  PERMISSION_STATES,
  PERMISSION_TEXTS,
  type PermissionState,
  REVIEW_OPERATIONS,
  type ReviewCaseRepresentation,
  text,
} from "@dingdan/contract";
import { Select, type TableProps, Tag } from "antd";
import { useMemo } from "react";
import { Link } from "wouter";
import { count } from "../format/numbers.js";
import { delay } from "../format/times.js";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ForRole } from "../parts/for-role.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { PermissionTag } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { ApproveReview } from "./decision.js";

const T = {
  title: text("Reviews", "接入审核"),
  about: text(
    "The platform decides automatically when a review falls due; you can decide earlier.",
    "到期后平台自动裁定，也可提前人工裁定。",
  ),
  state: text("State", "状态"),
  app: text("App", "应用"),
  due: text("Decided automatically at", "自动裁定时间"),
  matched: text("Matched", "已匹配"),
  late: text("Late", "超时"),
  slowest: text("Slowest", "最慢"),
  wouldBe: text("Current result", "当前结论"),
  approved: text("would pass", "可通过"),
  rejected: text("would fail", "不通过"),
  none: text("No app is in this state.", "没有处于该状态的应用。"),
  noneReviewing: text(
    "No review is waiting. A review begins when an app calls confirmProductPermission.",
    "暂无待审核应用。应用调用 confirmProductPermission 后进入审核。",
  ),
};

/** The page of all reviews, with the figures that decide them. */
export default function ReviewsPage() {
  const say = useSay();
  const { language } = useLanguage();
  const [{ state = "reviewing" }, setFilters] = useSearchState(["state"]);
  const pages = usePages(REVIEW_OPERATIONS.listReviews, { state, limit: 50 }, { everyMs: 10_000 });
  const columns = useMemo<NonNullable<TableProps<ReviewCaseRepresentation>["columns"]>>(
    () => [
      {
        title: T.app[language],
        key: "app",
        render: (_, { appid, name }) => (
          <>
            <Link href={`/reviews/${appid}`}>{name}</Link>
            <div className="mono quiet">{appid}</div>
          </>
        ),
      },
      {
        title: T.state[language],
        key: "state",
        render: (_, { permission }) => <PermissionTag state={permission} />,
      },
      {
        title: T.wouldBe[language],
        key: "wouldBe",
        render: (_, { would_be: result }) => (
          <Tag color={result === "approved" ? "green" : "red"}>{T[result][language]}</Tag>
        ),
      },
      {
        title: T.matched[language],
        key: "matched",
        align: "right",
        render: (_, { matched_uploads: n }) => <span className="num">{count(n, language)}</span>,
      },
      {
        title: T.late[language],
        key: "late",
        align: "right",
        render: (_, { late_uploads: n }) => (
          <span className={n > 0 ? "late num" : "num"}>{count(n, language)}</span>
        ),
      },
      {
        title: T.slowest[language],
        key: "slowest",
        align: "right",
        render: (_, { slowest_delay_ms: ms }) => (
          <span className="num">{ms === undefined ? "–" : delay(ms, language)}</span>
        ),
      },
      { title: T.due[language], key: "due", render: (_, { due_at: at }) => <Moment at={at} /> },
      {
        title: "",
        key: "decide",
        render: (_, review) =>
          review.permission === "reviewing" && (
            <ForRole operation={APP_OPERATIONS.decideAudit}>
              <ApproveReview review={review} isInList />
            </ForRole>
          ),
      },
    ],
    [language],
  );
  return (
    <Page
      title={say(T.title)}
      about={say(T.about)}
      actions={
        <Select<PermissionState>
          aria-label={say(T.state)}
          className="filter"
          value={state as PermissionState}
          onChange={(chosen) => setFilters({ state: chosen })}
          options={PERMISSION_STATES.map((value) => ({
            value,
            label: say(PERMISSION_TEXTS[value]),
          }))}
        />
      }
    >
      <CursorTable
        label={say(T.title)}
        pages={pages}
        columns={columns}
        rowKey="appid"
        empty={<Nothing what={say(state === "reviewing" ? T.noneReviewing : T.none)} />}
      />
    </Page>
  );
}
