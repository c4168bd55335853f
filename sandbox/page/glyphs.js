// Pictures drawn here, because not every computer has a font for them: the page's own
// signs, and the emoji that carry meaning in a report (marks and coloured lights).

const SVG = "http://www.w3.org/2000/svg";

const LINES = {
  attach: "M15 7.5 8.7 13.8a2.6 2.6 0 0 1-3.7-3.7L11.6 3.500a4 4 0 0 1 5.7 5.700L10.5 16",
  bolt: "M11 2 4 11.500h5L8 18l7-9.500h-5z",
  smile: "M10 2.500a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M7 8v.2M13 8v.2M6.7 11.800a4 4 0 0 0 6.6 0",
  thread: "M3 4h14v9.500H9.500L6 17v-3.500H3z",
  more: "M10 4.500v.1M10 10v.1M10 15.500v.1",
  lock: "M5.5 9h9v7.500h-9zM7.2 9V6.500a2.8 2.8 0 0 1 5.6 0V9",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  file: "M5 2.500h6.500L15 6v11.500H5zM11.5 2.500V6H15",
  image: "M3 4h14v12H3zM3 14l4.5-4 3 2.500L13.5 9l3.5 4",
};

function svg(size, ...shapes) {
  const root = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true" }))
    root.setAttribute(key, value);
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    root.append(shape);
  }
  return root;
}

const stroke = (d, colour, width) => [
  "path",
  { d, fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" },
];

/** A sign of the page itself, in the colour of the text around it. */
export function icon(name) {
  return svg(
    name === "lock" || name === "eye" ? 15 : 18,
    stroke(LINES[name], "currentColor", name === "more" ? 2.4 : 1.6),
  );
}

const COLOURS = {
  green: "#2e9e5b",
  yellow: "#f2c01d",
  orange: "#ef8a1d",
  red: "#d8343f",
  blue: "#2f7fd1",
  purple: "#8a4fc4",
  white: "#f3f3f3",
  black: "#2b2b2b",
};
const TICK = "M5 10.5 8.7 14 15 6.5";
const CROSS = "M5.5 5.500l9 9M14.5 5.500l-9 9";
const box = (fill) => ["rect", { x: 1.5, y: 1.5, width: 17, height: 17, rx: 3, fill, stroke: "#00000033" }];
const disc = (fill) => ["circle", { cx: 10, cy: 10, r: 8.2, fill, stroke: "#00000033" }];

const eye = (x) => ["ellipse", { cx: x, cy: 10, rx: 3.8, ry: 6, fill: "#fff", stroke: "#555" }];
const pupil = (x) => ["circle", { cx: x, cy: 10.5, r: 2, fill: "#2b2b2b" }];

const DRAWN = {
  white_check_mark: [box(COLOURS.green), stroke(TICK, "#fff", 2.6)],
  heavy_check_mark: [stroke(TICK, "#2b2b2b", 3)],
  ballot_box_with_check: [box(COLOURS.blue), stroke(TICK, "#fff", 2.6)],
  x: [stroke(CROSS, COLOURS.red, 3.4)],
  no_entry: [disc(COLOURS.red), stroke("M5.5 10h9", "#fff", 3)],
  eyes: [eye(5.5), eye(14.5), pupil(4.5), pupil(13.5)],
  warning: [
    ["path", { d: "M10 2 19 18H1z", fill: COLOURS.yellow, stroke: "#00000033" }],
    stroke("M10 7.500v5M10 15.300v.1", "#2b2b2b", 2),
  ],
};

/** The picture of an emoji, or null where only a font can show it. */
export function drawnEmoji(name) {
  const light = /^(?:large_)?(green|yellow|orange|red|blue|purple|white|black)_(?:large_)?(circle|square)$/.exec(name);
  const shapes = light ? [(light[2] === "circle" ? disc : box)(COLOURS[light[1]])] : DRAWN[name];
  return shapes ? svg("1.15em", ...shapes) : null;
}

let known = null;

/** Whether this computer can show emoji: a coloured pixel appears where a seedling is written. */
export function hasEmojiFont() {
  known ??= paintsInColour("🌱");
  return known;
}

function paintsInColour(text) {
  const context = Object.assign(document.createElement("canvas"), { width: 24, height: 24 }).getContext("2d");
  context.font = "20px sans-serif";
  context.fillText(text, 0, 20);
  const { data } = context.getImageData(0, 0, 24, 24);
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 1]) return true;
  return false;
}
