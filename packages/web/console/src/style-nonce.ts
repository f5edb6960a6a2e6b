/**
 * The server's response carries a nonce, and the browser applies only styles that have it. The
 * components take it from their `csp` setting, but two of their parts (the scroll lock and the scroll
 * bar measurement) ignore the setting. So every style element that this page creates gets the nonce.
 */
export const STYLE_NONCE =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

const createElement = document.createElement.bind(document);

document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
  const element = createElement(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = STYLE_NONCE;
  return element;
};
