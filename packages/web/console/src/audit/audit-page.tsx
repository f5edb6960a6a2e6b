import { AUDIT_OPERATIONS, type AuditEntryRepresentation, text } from "@dingdan/contract";
import { Button, Flex, Select, Skeleton, type TableProps, Tag } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { AppSelect } from "../parts/app-select.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ExpandButton } from "../parts/expand-button.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { ACTS, actText } from "./act-texts.js";
import { Outcome } from "./outcome.js";
import { Target } from "./target.js";
import { VerifyCard } from "./verify-card.js";

const AuditDetails = lazy(async () => ({
  default: (await import("./audit-details.js")).AuditDetails,
}));

const T = {
  title: text("Audit trail", "操作记录"),
  about: text(
    "Who changed, exported or tried what, newest first. Each entry is chained to the one before it.",
    "谁变更、导出或尝试了什么，从新到旧。每条记录都与前一条相链。",
  ),
  act: text("What", "操作"),
  who: text("Who", "操作者"),
  target: text("About", "对象"),
  outcome: text("Outcome", "结果"),
  time: text("Time", "时间"),
  operation: text("Operation", "操作"),
  unknown: text("Unknown", "未知"),
  firstPage: text("First page, on this machine", "首页引导（本机）"),
  only: (name: string) => text(`By ${name}`, `操作者：${name}`),
  onlyBy: (name: string) => text(`Show only what ${name} did`, `仅显示 ${name} 的操作`),
  clear: text("Clear filters", "清除筛选"),
  none: text("No entry matches the filters.", "没有符合条件的记录。"),
  noneYet: text("Nothing is recorded yet.", "尚无记录。"),
  expand: text("Show the entry", "显示记录"),
  collapse: text("Hide the entry", "收起记录"),
};

const FILTERS = ["operation", "actor", "appid"] as const;

/** The page of the audit trail; only for operators. */
export default function AuditPage() {
  const say = useSay();
  const [filters, setFilters] = useSearchState(FILTERS);
  const pages = usePages(AUDIT_OPERATIONS.listAudit, { ...filters, view: "acts", limit: 50 });
  const columns = useColumns((actor) => setFilters({ actor }));
  const isFiltered = FILTERS.some((name) => filters[name] !== undefined);
  const operations = useMemo(
    () => ACTS.map((value) => ({ value: value as string, label: say(actText(value) ?? T.act) })),
    [say],
  );
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <VerifyCard />
      <Flex gap={8} wrap align="center" role="search">
        <Select<string>
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          aria-label={say(T.operation)}
          placeholder={say(T.operation)}
          className="filter type-filter"
          {...(filters.operation === undefined ? {} : { value: filters.operation })}
          onChange={(operation: string | undefined) => setFilters({ operation })}
          options={operations}
        />
        <AppSelect value={filters.appid} onChange={(appid) => setFilters({ appid })} />
        {filters.actor !== undefined && (
          <Tag closable onClose={() => setFilters({ actor: undefined })}>
            {say(T.only(filters.actor))}
          </Tag>
        )}
        {isFiltered && (
          <Button
            type="link"
            onClick={() => setFilters({ operation: undefined, actor: undefined, appid: undefined })}
          >
            {say(T.clear)}
          </Button>
        )}
      </Flex>
      <CursorTable<AuditEntryRepresentation>
        label={say(T.title)}
        pages={pages}
        columns={columns}
        rowKey="sequence"
        expandable={{
          expandedRowRender: (entry) => (
            <Suspense fallback={<Skeleton active title={false} />}>
              <AuditDetails entry={entry} />
            </Suspense>
          ),
          expandIcon: ({ expanded: isExpanded, record, onExpand }) => (
            <ExpandButton
              isExpanded={isExpanded}
              label={`${say(isExpanded ? T.collapse : T.expand)}: ${record.sequence}`}
              onClick={(click) => onExpand(record, click)}
            />
          ),
        }}
        empty={<Nothing what={say(isFiltered ? T.none : T.noneYet)} />}
      />
    </Page>
  );
}

function useColumns(
  onActor: (actor: string) => void,
): NonNullable<TableProps<AuditEntryRepresentation>["columns"]> {
  const say = useSay();
  return [
    {
      title: say(T.act),
      key: "act",
      render: (_, entry) => (
        <div className="event">
          <Act operation={entry.operation} />
          <div className="phone-only">
            <Moment at={entry.at} />
            <Actor of={entry.actor} address={entry.address} onActor={onActor} />
            <Target of={entry} />
            <Outcome of={entry} />
          </div>
        </div>
      ),
    },
    {
      title: say(T.who),
      key: "who",
      responsive: ["md"],
      render: (_, { actor, address }) => <Actor of={actor} address={address} onActor={onActor} />,
    },
    {
      title: say(T.target),
      key: "target",
      responsive: ["md"],
      render: (_, entry) => <Target of={entry} />,
    },
    {
      title: say(T.outcome),
      key: "outcome",
      responsive: ["md"],
      render: (_, entry) => <Outcome of={entry} />,
    },
    {
      title: say(T.time),
      key: "time",
      responsive: ["md"],
      render: (_, { at }) => <Moment at={at} />,
    },
  ];
}

/** What an operation does, in words, with its name. */
function Act({ operation }: { readonly operation: string }) {
  const say = useSay();
  const words = actText(operation);
  if (words === null) return <div className="mono">{operation}</div>;
  return (
    <>
      <div>{say(words)}</div>
      <div className="mono quiet event-more">{operation}</div>
    </>
  );
}

function Actor({
  of: { kind, id, name },
  address,
  onActor,
}: {
  readonly of: AuditEntryRepresentation["actor"];
  readonly address: string;
  readonly onActor: (actor: string) => void;
}) {
  const say = useSay();
  return (
    <div>
      {id === undefined ? (
        <span className="quiet">{say(kind === "first_page" ? T.firstPage : T.unknown)}</span>
      ) : (
        <Button
          type="link"
          size="small"
          className="flush"
          aria-label={say(T.onlyBy(name ?? id))}
          onClick={() => onActor(id)}
        >
          {name ?? id}
        </Button>
      )}
      <div className="mono quiet">{address}</div>
    </div>
  );
}
