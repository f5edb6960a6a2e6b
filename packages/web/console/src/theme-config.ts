import type { ThemeConfig } from "antd";

/** Greens that are readable as text on white and as a button under white text. */
const GREEN = { light: "#08753d", dark: "#1f9d5b", darkText: "#5fd695" } as const;

const FONT =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** The console's theme, light or dark; without animations for people whose system asks for none. */
export function themeConfig(
  isDark: boolean,
  algorithm: NonNullable<ThemeConfig["algorithm"]>,
): ThemeConfig {
  return {
    algorithm,
    token: {
      colorPrimary: isDark ? GREEN.dark : GREEN.light,
      colorError: isDark ? "#ff8f86" : "#c5221f",
      colorInfo: isDark ? "#3f8ae0" : "#1668c7",
      colorLink: isDark ? GREEN.darkText : GREEN.light,
      colorTextSecondary: isDark ? "#a9b1bb" : "#565d66",
      colorTextTertiary: isDark ? "#98a1ab" : "#666d76",
      colorTextDescription: isDark ? "#a9b1bb" : "#5c636c",
      colorTextPlaceholder: isDark ? "#8d96a0" : "#6b727b",
      colorBgLayout: isDark ? "#0f1113" : "#f4f6f5",
      ...(isDark ? { colorBgContainer: "#17191c", colorBgElevated: "#1f2226" } : {}),
      borderRadius: 8,
      motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      fontFamily: FONT,
      fontFamilyCode:
        'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace',
    },
    components: {
      Layout: {
        headerHeight: 52,
        headerPadding: "0 16px",
        headerBg: isDark ? "#17191c" : "#ffffff",
        siderBg: isDark ? "#17191c" : "#ffffff",
        bodyBg: isDark ? "#0f1113" : "#f4f6f5",
      },
      Menu: {
        itemHeight: 36,
        itemBorderRadius: 8,
        activeBarBorderWidth: 0,
        itemSelectedBg: isDark ? "#17352a" : "#e2f3ea",
        itemSelectedColor: isDark ? GREEN.darkText : GREEN.light,
        groupTitleFontSize: 12,
      },
      Table: { cellPaddingBlockSM: 7, headerBg: isDark ? "#1d2024" : "#fafbfa" },
      Button: isDark ? { colorPrimary: "#137a42", colorPrimaryHover: "#178a4c" } : {},
      Card: { headerHeight: 44, bodyPadding: 16 },
    },
  };
}
