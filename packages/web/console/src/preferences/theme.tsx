import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { readStored, writeStored } from "./stored.js";

/** `system` follows the browser, also when its setting changes. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

interface ThemeChoice {
  readonly theme: Theme;
  readonly isDark: boolean;
  readonly choose: (theme: Theme) => void;
}

const ThemeContext = createContext<ThemeChoice | null>(null);

const DARK = matchMedia("(prefers-color-scheme: dark)");

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState<Theme>(() => readStored("theme", THEMES) ?? "system");
  const [isSystemDark, setSystemDark] = useState(DARK.matches);
  useEffect(() => {
    const follow = () => setSystemDark(DARK.matches);
    DARK.addEventListener("change", follow);
    return () => DARK.removeEventListener("change", follow);
  }, []);
  const isDark = theme === "system" ? isSystemDark : theme === "dark";
  useEffect(() => {
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  }, [isDark]);
  const choice = useMemo(
    () => ({
      theme,
      isDark,
      choose(chosen: Theme) {
        writeStored("theme", chosen);
        setTheme(chosen);
      },
    }),
    [theme, isDark],
  );
  return <ThemeContext value={choice}>{children}</ThemeContext>;
}

export function useTheme(): ThemeChoice {
  const choice = use(ThemeContext);
  if (choice === null) throw new Error("useTheme is for components inside ThemeProvider");
  return choice;
}
