import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useEffect } from "react";
import { Router } from "wouter";
import { ProblemError } from "./http/problem.js";
import { LanguageProvider, useLanguage } from "./preferences/language.js";
import { ThemeProvider, useTheme } from "./preferences/theme.js";
import { SessionGate } from "./session/session-gate.js";
import { Shell } from "./shell/shell.js";
import { STYLE_NONCE } from "./style-nonce.js";
import { themeConfig } from "./theme-config.js";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Retry only if the server did not answer; an error status is an answer.
      retry: (count, error) => error instanceof ProblemError && error.status === 0 && count < 3,
    },
  },
});

export function App() {
  return (
    <LanguageProvider>
      <ThemeProvider>
        <QueryClientProvider client={queries}>
          <Themed />
        </QueryClientProvider>
      </ThemeProvider>
    </LanguageProvider>
  );
}

function Themed() {
  const { language } = useLanguage();
  const { isDark } = useTheme();
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  }, [isDark]);
  return (
    <ConfigProvider
      csp={{ nonce: STYLE_NONCE }}
      locale={language === "zh" ? zhCN : enUS}
      theme={themeConfig(isDark, isDark ? theme.darkAlgorithm : theme.defaultAlgorithm)}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>
        <Router base="/console">
          <SessionGate>
            <Shell />
          </SessionGate>
        </Router>
      </AntApp>
    </ConfigProvider>
  );
}
