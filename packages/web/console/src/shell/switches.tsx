import { DesktopOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { text } from "@dingdan/contract";
import { Button, Dropdown } from "antd";
import { useLanguage, useSay } from "../preferences/language.js";
import { THEMES, type Theme, useTheme } from "../preferences/theme.js";

const T = {
  theme: text("Theme", "外观"),
  system: text("System", "跟随系统"),
  light: text("Light", "浅色"),
  dark: text("Dark", "深色"),
};

/** Switches to the other language; each language is named in itself. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button type="text" lang={other === "zh" ? "zh-CN" : "en"} onClick={() => choose(other)}>
      {other === "zh" ? "中文" : "English"}
    </Button>
  );
}

const ICONS = { system: <DesktopOutlined />, light: <SunOutlined />, dark: <MoonOutlined /> };

export function ThemeSwitch() {
  const say = useSay();
  const { theme, choose } = useTheme();
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectable: true,
        selectedKeys: [theme],
        items: THEMES.map((key) => ({ key, icon: ICONS[key], label: say(T[key]) })),
        onClick: ({ key }) => choose(key as Theme),
      }}
    >
      <Button type="text" icon={ICONS[theme]} aria-label={`${say(T.theme)}: ${say(T[theme])}`} />
    </Dropdown>
  );
}
