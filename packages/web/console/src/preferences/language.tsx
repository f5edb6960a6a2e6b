import { type Language, languageOf, type Text } from "@dingdan/contract";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from "react";
import { readStored, writeStored } from "./stored.js";

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

/** The language that was selected here; otherwise the browser's. */
export const presentLanguage = (): Language =>
  readStored("language", ["en", "zh"]) ?? languageOf(navigator.language);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(presentLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose(chosen: Language) {
        writeStored("language", chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (choice === null) throw new Error("useLanguage is for components inside LanguageProvider");
  return choice;
}

/** Returns a function that gives a text in the user's language. */
export function useSay(): (text: Text) => string {
  const { language } = useLanguage();
  return useCallback((text: Text) => text[language], [language]);
}
