import { DownloadOutlined } from "@ant-design/icons";
import {
  ERASURE_KEPT_TEXTS,
  ERASURE_REMAINS_TEXTS,
  type ErasureReceipt,
  erasedText,
  erasureText,
  text,
} from "@dingdan/contract";
import { Button } from "antd";
import { Link } from "wouter";
import { saveFile } from "../files/save-file.js";
import { count } from "../format/numbers.js";
import { Facts } from "../parts/facts.js";
import { Moment } from "../parts/moment.js";
import { useLanguage, useSay } from "../preferences/language.js";

const T = {
  receipt: text("Receipt", "回执"),
  app: text("App", "应用"),
  buyer: text("Buyer (keyed hash)", "买家（带密钥的哈希）"),
  time: text("Time", "时间"),
  removed: text("Erased", "已删除"),
  kept: text("Kept, without the buyer", "保留（不涉及买家）"),
  remains: text("Not erased", "未能删除"),
  nothing: text("Nothing", "无"),
  download: text("Download the receipt", "下载回执"),
};

/** What an erasure did, with the signed receipt as a file. */
export function ReceiptView({ of: receipt }: { readonly of: ErasureReceipt }) {
  const say = useSay();
  const { language } = useLanguage();
  const { id, appid, buyer_hash: hash, erased_at: at, removed, kept, remains } = receipt;
  const counts = Object.entries(removed).map(([table, n]) =>
    say(erasedText(table, count(n, language))),
  );
  return (
    <div className="stack event-details">
      <Facts
        facts={[
          { name: T.receipt, value: <span className="mono">{id}</span> },
          {
            name: T.app,
            value: (
              <Link href={`/apps/${encodeURIComponent(appid)}`} className="mono">
                {appid}
              </Link>
            ),
          },
          { name: T.buyer, value: <span className="mono">{hash}</span> },
          { name: T.time, value: <Moment at={at} /> },
          { name: T.removed, value: <Lines of={counts} none={say(T.nothing)} /> },
          {
            name: T.kept,
            value: (
              <Lines
                of={kept.map((name) => say(erasureText(ERASURE_KEPT_TEXTS, name)))}
                none={say(T.nothing)}
              />
            ),
          },
          {
            name: T.remains,
            value: (
              <Lines
                of={remains.map((name) => say(erasureText(ERASURE_REMAINS_TEXTS, name)))}
                none={say(T.nothing)}
              />
            ),
          },
        ]}
      />
      <div>
        <Button
          icon={<DownloadOutlined />}
          onClick={() => saveFile([JSON.stringify(receipt, null, 2)], `${id}.json`)}
        >
          {say(T.download)}
        </Button>
      </div>
    </div>
  );
}

function Lines({ of: lines, none }: { readonly of: readonly string[]; readonly none: string }) {
  if (lines.length === 0) return <span className="quiet">{none}</span>;
  return lines.map((line) => <div key={line}>{line}</div>);
}
