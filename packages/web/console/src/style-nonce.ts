/**
 * The server's answer carries a nonce; only styles that show it are applied. The components take it
 * by their `csp` setting, but two of their parts (the scroll lock, the scroll bar's measure) make
 * style elements without asking: so every style element that this page makes has it from the start.
 */
export const STYLE_NONCE =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

const createElement = document.createElement.bind(document);

document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
  const element = createElement(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = STYLE_NONCE;
  return element;
};
