/** SVG paths of the symbols: white strokes on a square of 100. */
const GLYPHS = {
  bag: "M28 40h44l5 38H23zM38 40v-6a12 12 0 0 1 24 0v6",
  cup: "M26 36h40v22a16 16 0 0 1-16 16h-8a16 16 0 0 1-16-16zM66 42h6a8 8 0 0 1 0 16h-6M38 20v7M50 18v9",
  kettle: "M34 44h28l8 32H28zM34 44a14 12 0 0 1 28 0M66 56l12-14M28 50h-8v16h8",
  bottle: "M42 20h16v12l6 8v38H36V40l6-8zM36 52h28M36 66h28",
  ticket: "M20 36h60v10a6 6 0 0 0 0 12v10H20V58a6 6 0 0 0 0-12zM58 36v7M58 49v7M58 61v7",
  headphones: "M24 62V50a26 26 0 0 1 52 0v12M24 58h10v18H24zM66 58h10v18H66z",
  plug: "M38 22v16M62 22v16M30 38h40v10a20 20 0 0 1-40 0zM50 68v12",
  phone: "M36 18h28a4 4 0 0 1 4 4v56a4 4 0 0 1-4 4H36a4 4 0 0 1-4-4V22a4 4 0 0 1 4-4zM46 74h8",
  keyboard: "M18 34h64v32H18zM28 44h4M40 44h4M52 44h4M64 44h8M28 56h4M40 56h20M68 56h4",
  screen: "M18 26h64v40H18zM50 66v12M36 78h28",
  shirt: "M38 24l-18 10 6 14 8-4v32h32V44l8 4 6-14-18-10a12 10 0 0 1-24 0z",
  trousers: "M34 22h32l6 56H56l-6-34-6 34H28zM34 32h32",
  shoe: "M20 40l14 6 8-8c8 14 20 18 34 20a6 6 0 0 1 6 6v6H20zM20 62h62",
  fruit: "M50 36c-16-8-28 4-26 20s14 24 26 20c12 4 24-4 26-20s-10-28-26-20zM50 36c0-8 4-14 10-16",
  fish: "M18 50c14-20 38-20 50 0-12 20-36 20-50 0zM68 50l14-14v28zM32 46v1",
  egg: "M50 20c14 0 24 20 24 34a24 24 0 0 1-48 0c0-14 10-34 24-34z",
  leaf: "M24 76c0-36 18-54 54-54 0 36-18 54-54 54zM24 76l32-32",
  book: "M50 30c-8-6-18-8-30-8v48c12 0 22 2 30 8 8-6 18-8 30-8V22c-12 0-22 2-30 8zM50 30v48",
  pen: "M62 22l16 16-40 40-18 2 2-18zM54 30l16 16",
  box: "M50 18l30 14v36L50 82 20 68V32zM20 32l30 14 30-14M50 46v36",
  jar: "M34 22h32v10H34zM30 32h40v42a4 4 0 0 1-4 4H34a4 4 0 0 1-4-4zM30 46h40M30 62h40",
  lipstick: "M40 50h20v30H40zM44 50V30l12-8v28M40 62h20",
  bed: "M18 32v44M18 62h64v14M82 62V52a8 8 0 0 0-8-8H40v18M28 46h1",
  lamp: "M38 22h24l10 26H28zM50 48v30M36 78h28",
  pan: "M42 32a20 20 0 1 0 .1 0zM60 62l22 16",
  baby: "M50 22a14 14 0 1 0 .1 0zM30 78c0-16 8-26 20-26s20 10 20 26zM45 36v1M55 36v1",
  flower:
    "M50 34a8 8 0 1 0 .1 0zM50 34c-6-20 6-20 0 0M58 42c20-6 20 6 0 0M42 42c-20-6-20 6 0 0M50 50v30M50 70c8-2 14-6 16-14M50 74c-8-2-14-6-16-14",
  mat: "M22 40h46v30H22zM68 40a10 10 0 1 1 0 20M30 50h30M30 60h30",
  ball: "M50 20a30 30 0 1 0 .1 0zM22 44c20 8 36 8 56 0M22 58c20-8 36-8 56 0",
  tent: "M50 22l32 54H18zM50 22v0M50 46l14 30H36z",
  paw: "M50 50c-10 0-18 12-14 20 4 6 10 2 14 2s10 4 14-2c4-8-4-20-14-20zM32 40a5 7 0 1 0 .1 0zM68 40a5 7 0 1 0 .1 0zM43 24a5 7 0 1 0 .1 0zM57 24a5 7 0 1 0 .1 0z",
} as const;

export type Glyph = keyof typeof GLYPHS;

/** A product's picture as SVG: a tile in its own colour with a symbol of the product. */
export function tileOf(glyph: Glyph, number: number): string {
  // Steps of the golden angle keep the colours of neighbours distinct, for any number of tiles.
  const hue = Math.round((number * 137.508) % 360);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480" viewBox="0 0 100 100">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue} 46% 70%)"/><stop offset="1" stop-color="hsl(${(hue + 28) % 360} 44% 52%)"/></linearGradient></defs>
<rect width="100" height="100" fill="url(#g)"/>
<circle cx="50" cy="50" r="39" fill="#fff" fill-opacity=".14"/>
<path d="${GLYPHS[glyph]}" fill="#fff" fill-opacity=".22" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round" fill-rule="evenodd"/>
</svg>
`;
}
