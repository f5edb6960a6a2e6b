import { type ExportFormat, ORDER_OPERATIONS, text } from "@dingdan/contract";
import { App, Button } from "antd";
import { useRef, useState } from "react";
import { readParts } from "../files/read-parts.js";
import { saveFile } from "../files/save-file.js";
import { count } from "../format/numbers.js";
import { send } from "../http/call.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { ExportMenu } from "./export-menu.js";

const T = {
  export: text("Export the results", "导出筛选结果"),
  rows: (n: string) => text(`${n} rows`, `${n} 行`),
  cancel: text("Cancel", "取消"),
  done: (n: string) => text(`Exported ${n} rows.`, `已导出 ${n} 行。`),
};

/** How many lines of a file are not orders. */
const OTHER_LINES: Readonly<Record<ExportFormat, number>> = {
  csv: 1,
  ndjson: 0,
  json: 2,
  jsonld: 2,
};

/** Saves all orders of a search as a file and shows the progress. */
export function ExportButton({ filters }: { readonly filters: Readonly<Record<string, string>> }) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const [progress, setProgress] = useState<{ rows: number; of: number | null } | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function save(format: ExportFormat) {
    const controller = new AbortController();
    stop.current = controller;
    setProgress({ rows: 0, of: null });
    try {
      const response = await send(ORDER_OPERATIONS.exportOrders, {
        query: { ...filters, format },
        signal: controller.signal,
      });
      const known = response.headers.get("x-dingdan-rows");
      const { parts, lines } = await readParts(response, (read) =>
        setProgress({ rows: read.lines, of: known === null ? null : Number(known) }),
      );
      saveFile(parts, `orders.${format}`);
      void message.success(say(T.done(count(lines - OTHER_LINES[format], language))));
    } catch (error) {
      if (!controller.signal.aborted) void message.error((error as Error).message);
    } finally {
      setProgress(null);
    }
  }

  if (progress !== null) {
    const { rows, of } = progress;
    return (
      <span className="export" aria-live="polite">
        {of !== null && of > 0 && <progress aria-label={say(T.export)} value={rows} max={of} />}
        <span className="num quiet">{say(T.rows(count(rows, language)))}</span>
        <Button size="small" onClick={() => stop.current?.abort()}>
          {say(T.cancel)}
        </Button>
      </span>
    );
  }
  return <ExportMenu label={say(T.export)} onPick={(format) => void save(format)} />;
}
