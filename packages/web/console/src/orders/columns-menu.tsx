import { SettingOutlined } from "@ant-design/icons";
import { text } from "@dingdan/contract";
import { Button, Checkbox, Divider, Flex, Popover } from "antd";
import { useSay } from "../preferences/language.js";
import { ORDER_COLUMNS, type OrderColumn, USUAL_COLUMNS } from "./column-names.js";
import type { ListPreferences } from "./list-preferences.js";
import { COLUMNS } from "./order-columns.js";

const T = {
  columns: text("Columns", "显示列"),
  pictures: text("Merchants' pictures", "商家图片"),
  picturesAbout: text(
    "They are loaded from the merchants' servers, which see your network address.",
    "图片从商家服务器加载，对方可见您的网络地址。",
  ),
  usual: text("Reset", "恢复默认"),
};

/** The choice of columns and pictures. */
export function ColumnsMenu({
  preferences: { columns, hasPictures },
  onChange,
}: {
  readonly preferences: ListPreferences;
  readonly onChange: (changes: Partial<ListPreferences>) => void;
}) {
  const say = useSay();
  const panel = (
    <div className="columns-menu">
      <Checkbox.Group<OrderColumn>
        value={[...columns]}
        onChange={(chosen) => onChange({ columns: chosen.length === 0 ? ["order"] : chosen })}
        options={ORDER_COLUMNS.map((key) => ({
          value: key,
          label: say(COLUMNS[key].title),
          disabled: key === "order",
        }))}
      />
      <Divider />
      <Checkbox
        checked={hasPictures}
        onChange={({ target }) => onChange({ hasPictures: target.checked })}
      >
        {say(T.pictures)}
      </Checkbox>
      <div className="quiet columns-menu-about">{say(T.picturesAbout)}</div>
      <Flex justify="flex-end">
        <Button
          size="small"
          type="link"
          onClick={() => onChange({ columns: USUAL_COLUMNS, hasPictures: true })}
        >
          {say(T.usual)}
        </Button>
      </Flex>
    </div>
  );
  return (
    <Popover content={panel} trigger="click" placement="bottomRight">
      <Button icon={<SettingOutlined />}>{say(T.columns)}</Button>
    </Popover>
  );
}
