import { DownloadOutlined } from "@ant-design/icons";
import { ORDER_OPERATIONS, text } from "@dingdan/contract";
import { App, Button, Dropdown, Progress } from "antd";
import { useRef, useState } from "react";
import { count } from "../format/numbers.js";
import { send } from "../http/call.js";
import { useLanguage, useSay } from "../preferences/language.js";

const T = {
  export: text("Export the results", "导出筛选结果"),
  csv: text("CSV, for spreadsheets", "CSV（表格）"),
  ndjson: text("NDJSON, for programs", "NDJSON（程序）"),
  rows: (n: string) => text(`${n} rows`, `${n} 行`),
  cancel: text("Cancel", "取消"),
  done: (n: string) => text(`Exported ${n} rows.`, `已导出 ${n} 行。`),
};

/** Saves all orders of a search as a file and shows the progress. */
export function ExportButton({ filters }: { readonly filters: Readonly<Record<string, string>> }) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const [progress, setProgress] = useState<{ rows: number; of: number | null } | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function save(format: "csv" | "ndjson") {
    const controller = new AbortController();
    stop.current = controller;
    setProgress({ rows: 0, of: null });
    try {
      const response = await send(ORDER_OPERATIONS.exportOrders, {
        query: { ...filters, format },
        signal: controller.signal,
      });
      const known = response.headers.get("x-dingdan-rows");
      const { parts, rows } = await readParts(response, (read) =>
        setProgress({ rows: read, of: known === null ? null : Number(known) }),
      );
      saveFile(new Blob(parts, { type: "application/octet-stream" }), `orders.${format}`);
      // The first line of a CSV names the columns.
      void message.success(say(T.done(count(format === "csv" ? rows - 1 : rows, language))));
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
        {of !== null && of > 0 && (
          <Progress percent={Math.min(100, Math.round((rows / of) * 100))} size="small" />
        )}
        <span className="num quiet">{say(T.rows(count(rows, language)))}</span>
        <Button size="small" onClick={() => stop.current?.abort()}>
          {say(T.cancel)}
        </Button>
      </span>
    );
  }
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          { key: "csv", label: say(T.csv) },
          { key: "ndjson", label: say(T.ndjson) },
        ],
        onClick: ({ key }) => void save(key as "csv" | "ndjson"),
      }}
    >
      <Button icon={<DownloadOutlined />}>{say(T.export)}</Button>
    </Dropdown>
  );
}

async function readParts(response: Response, onRows: (rows: number) => void) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let rows = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece?.value === undefined) return { parts, rows };
    parts.push(piece.value);
    for (const byte of piece.value) if (byte === 10) rows += 1;
    onRows(rows);
  }
}

function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
