import { CheckCircleFilled, ClockCircleFilled, WarningFilled } from "@ant-design/icons";
import {
  ATTENTION_OPERATIONS,
  type AttentionItemRepresentation,
  type AttentionKind,
  text,
} from "@dingdan/contract";
import { Card } from "antd";
import { Link } from "wouter";
import { useNow } from "../clock/use-now.js";
import { count } from "../format/numbers.js";
import { useReading } from "../http/queries.js";
import { Ago } from "../parts/ago.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { attentionPath } from "./attention-path.js";

const T = {
  title: text("Needs attention", "需要处理"),
  about: text("The last 24 hours", "最近 24 小时"),
  well: text("All is well. Nothing needs your attention.", "一切正常，没有需要处理的事项。"),
  nextReview: text("next review", "下次审核"),
  more: (n: string) => text(`and ${n} more`, `另有 ${n} 项`),
};

/** The kinds that are about what comes, not about what went wrong. */
const COMING: ReadonlySet<AttentionKind> = new Set(["review_due"]);

/** What needs a person's attention, each with the way to it. */
export function AttentionList() {
  const say = useSay();
  const { language } = useLanguage();
  const reading = useReading(
    ATTENTION_OPERATIONS.listAttention,
    {},
    { everyMs: 10_000, keepsPrevious: true },
  );
  const { data } = reading;
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{say(T.title)}</h2>}
      extra={<span className="quiet">{say(T.about)}</span>}
    >
      {data === undefined || reading.error !== null ? (
        <LoadingOrProblem reading={reading} rows={2} />
      ) : data.items.length === 0 ? (
        <p className="all-well">
          <CheckCircleFilled aria-hidden="true" /> {say(T.well)}
        </p>
      ) : (
        <ul className="attention" aria-label={say(T.title)}>
          {data.items.map((item) => (
            <AttentionRow key={keyOf(item)} item={item} />
          ))}
          {data.left_out > 0 && (
            <li className="quiet">{say(T.more(count(data.left_out, language)))}</li>
          )}
        </ul>
      )}
    </Card>
  );
}

function AttentionRow({ item }: { readonly item: AttentionItemRepresentation }) {
  const say = useSay();
  const now = useNow(60_000);
  const { kind, words, app_name: name, appid, url, at } = item;
  return (
    <li>
      {COMING.has(kind) ? (
        <ClockCircleFilled aria-hidden="true" className="attention-soon" />
      ) : (
        <WarningFilled aria-hidden="true" className="attention-now" />
      )}
      <div>
        <Link href={attentionPath(item)}>{words}</Link>
        <div className="quiet attention-more">
          {url === undefined ? (name ?? appid) : <span className="mono">{url}</span>}
          {at !== undefined && (
            <>
              {(url ?? name ?? appid) === undefined ? "" : " · "}
              {kind === "review_rejected" && `${say(T.nextReview)} `}
              <Ago at={at} now={now} />
            </>
          )}
        </div>
      </div>
    </li>
  );
}

const keyOf = ({ kind, appid, errcode, operation, reason, id }: AttentionItemRepresentation) =>
  [kind, appid, errcode, operation, reason, id].join(" ");
