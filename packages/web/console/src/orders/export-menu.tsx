import { DownloadOutlined } from "@ant-design/icons";
import { EXPORT_FORMATS, type ExportFormat, text } from "@dingdan/contract";
import { Button, Dropdown } from "antd";
import { useSay } from "../preferences/language.js";

const FORMATS = {
  csv: text("CSV, for spreadsheets", "CSV（表格）"),
  ndjson: text("NDJSON, for programs", "NDJSON（程序）"),
  json: text("JSON, with items and deliveries", "JSON（含商品与物流）"),
  jsonld: text("JSON-LD, schema.org Order", "JSON-LD（schema.org Order）"),
} satisfies Record<ExportFormat, unknown>;

interface ExportMenuProps {
  readonly label: string;
  readonly isBusy?: boolean;
  readonly onPick: (format: ExportFormat) => void;
}

/** A button that lets the reader choose the kind of file. */
export function ExportMenu({ label, isBusy = false, onPick }: ExportMenuProps) {
  const say = useSay();
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: EXPORT_FORMATS.map((format) => ({ key: format, label: say(FORMATS[format]) })),
        onClick: ({ key }) => onPick(key as ExportFormat),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={isBusy}>
        {label}
      </Button>
    </Dropdown>
  );
}
