import { APP_OPERATIONS, type AppRepresentation, text } from "@dingdan/contract";
import { Select } from "antd";
import { useMemo } from "react";
import { usePages } from "../http/use-pages.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";

const T = { all: text("All apps", "全部应用"), one: text("Choose an app", "选择应用") };

/** A selection of apps by name or appid; hidden for a merchant, which has only its own. */
export function AppSelect({
  value,
  onChange,
  isRequired = false,
  kind,
}: {
  readonly value: string | undefined;
  readonly onChange: (appid: string | undefined) => void;
  readonly isRequired?: boolean;
  readonly kind?: AppRepresentation["kind"];
}) {
  const say = useSay();
  const { ownAppid } = useSession();
  const { rows } = usePages(
    APP_OPERATIONS.listApps,
    { limit: 100 },
    { isEnabled: ownAppid === null },
  );
  const options = useMemo(
    () =>
      rows
        .filter((app) => kind === undefined || app.kind === kind)
        .map(({ appid, name }) => ({ value: appid, label: `${name} · ${appid}` })),
    [rows, kind],
  );
  if (ownAppid !== null) return null;
  return (
    <Select<string>
      showSearch={{ optionFilterProp: "label" }}
      allowClear={!isRequired}
      className="app-select"
      aria-label={say(isRequired ? T.one : T.all)}
      placeholder={say(isRequired ? T.one : T.all)}
      {...(value === undefined ? {} : { value })}
      onChange={(chosen: string | undefined) => onChange(chosen)}
      options={options}
    />
  );
}
