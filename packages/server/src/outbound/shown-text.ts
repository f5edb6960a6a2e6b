/** The text of another server, without characters that a terminal would obey and a reply may not hold. */
export const shownText = (text: string): string =>
  text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, "\u{FFFD}");
