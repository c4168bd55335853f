// Pictures drawn here, because not every computer has a font for them: the page's own
// signs, and every emoji the bot itself writes.

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
  grey: "#8d8a8d",
  skin: "#f2c01d",
  sand: "#e8c77a",
  brown: "#8a5a2b",
};
const TICK = "M5 10.5 8.7 14 15 6.5";
const CROSS = "M5.5 5.500l9 9M14.5 5.500l-9 9";
const box = (fill) => ["rect", { x: 1.5, y: 1.5, width: 17, height: 17, rx: 3, fill, stroke: "#00000033" }];
const disc = (fill) => ["circle", { cx: 10, cy: 10, r: 8.2, fill, stroke: "#00000033" }];

const eye = (x) => ["ellipse", { cx: x, cy: 10, rx: 3.8, ry: 6, fill: "#fff", stroke: "#555" }];
const pupil = (x) => ["circle", { cx: x, cy: 10.5, r: 2, fill: "#2b2b2b" }];

const filled = (d, fill) => ["path", { d, fill, stroke: "#00000033" }];
const head = (x, fill) => ["circle", { cx: x, cy: 6.5, r: 3.5, fill }];
const shoulders = (x, fill) => filled(`M${x - 5.5} 18a5.5 6.500 0 0 1 11 0z`, fill);
const tray = filled("M2 11v7h16v-7h-4.5l-1 2.500h-5l-1-2.500z", COLOURS.grey);
const glass = stroke("M5 2h10M5 18h10M6 2c0 5 3 6 4 8-1 2-4 3-4 8M14 2c0 5-3 6-4 8 1 2 4 3 4 8", COLOURS.brown, 1.6);
const face = [disc(COLOURS.yellow), stroke("M7 8v.2M13 8v.2", "#2b2b2b", 2)];
const palm = [
  stroke("M10 17c-.5-4 0-6 1-10", COLOURS.brown, 2.2),
  stroke("M11 7C8 4 5 5 3 8M11 7c3-3 6-2 7 1M11 7c-1-3-3-4-5-4M11 7c1-3 3-4 5-4", COLOURS.green, 2.2),
];
const island = filled("M2 18c2-3.500 14-3.500 16 0z", COLOURS.sand);

const DRAWN = {
  beach_with_umbrella: [
    island,
    stroke("M11 4v12", COLOURS.brown, 1.6),
    filled("M3 9a8 6.500 0 0 1 16 0z", COLOURS.red),
  ],
  bulb: [filled("M7 13c-4-4-2-11 3-11s7 7 3 11z", COLOURS.yellow), stroke("M8 15.500h4M8.5 18h3", COLOURS.grey, 1.8)],
  bust_in_silhouette: [head(10, COLOURS.blue), shoulders(10, COLOURS.blue)],
  busts_in_silhouette: [6.5, 13.5].flatMap((x) => [head(x, COLOURS.blue), shoulders(x, COLOURS.blue)]),
  calendar: [
    box("#fff"),
    filled("M1.500 6.500V4.500a3 3 0 0 1 3-3h11a3 3 0 0 1 3 3v2z", COLOURS.red),
    stroke("M6 10.500h8M6 14.500h5", COLOURS.grey, 1.8),
  ],
  checkered_flag: [
    filled("M5 2.500h12v8H5z", "#fff"),
    filled("M5 2.500h4v4H5zM13 2.500h4v4h-4zM9 6.500h4v4H9z", COLOURS.black),
    stroke("M4 2v16", COLOURS.brown, 1.8),
  ],
  clipboard: [
    filled("M4 3.500h12V18H4z", COLOURS.brown),
    filled("M6 6h8v10H6z", "#fff"),
    filled("M7.500 1.500h5v3h-5z", COLOURS.grey),
  ],
  desert_island: [island, ...palm],
  face_with_thermometer: [
    ...face,
    stroke("M7 14.500c2-1.500 4-1.500 6 0", "#2b2b2b", 1.4),
    stroke("M11 13.500l6-4", COLOURS.red, 1.8),
  ],
  fast_forward: [box(COLOURS.blue), filled("M4 5.500l6 4.500-6 4.500zM10 5.500l6 4.500-6 4.500z", "#fff")],
  gear: [
    stroke("M10 2v16M2 10h16M4.300 4.300l11.400 11.400M15.700 4.300 4.300 15.700", COLOURS.grey, 2.6),
    ["circle", { cx: 10, cy: 10, r: 5.6, fill: COLOURS.grey }],
    ["circle", { cx: 10, cy: 10, r: 2.4, fill: "#fff" }],
  ],
  hourglass: [glass, filled("M7 17.500h6l-3-4z", COLOURS.sand)],
  hourglass_flowing_sand: [glass, filled("M8 6h4l-2 4zM7.500 17.500h5l-2.500-3z", COLOURS.sand)],
  inbox_tray: [tray, stroke("M10 2v7M7 6.500 10 9.500l3-3", COLOURS.blue, 2)],
  leftwards_arrow_with_hook: [
    box(COLOURS.blue),
    stroke("M8 6 5 9l3 3M5 9h7.500a2.500 2.500 0 0 1 0 5.500H10", "#fff", 2),
  ],
  link: [
    stroke(
      "M8.500 11.500a3 3 0 0 1 0-4.200l3-3a3 3 0 0 1 4.200 4.200l-1.500 1.500M11.500 8.500a3 3 0 0 1 0 4.200l-3 3a3 3 0 0 1-4.200-4.200l1.500-1.500",
      COLOURS.grey,
      2,
    ),
  ],
  lock: [stroke("M7 9V6.500a3 3 0 0 1 6 0V9", COLOURS.grey, 2), filled("M4.500 9h11v9h-11z", COLOURS.yellow)],
  mag: [
    ["circle", { cx: 8, cy: 8, r: 5.5, fill: "#dcebf7", stroke: COLOURS.grey, "stroke-width": 2 }],
    stroke("M12.500 12.500l5 5", COLOURS.brown, 2.6),
  ],
  no_entry_sign: [
    ["circle", { cx: 10, cy: 10, r: 7.4, fill: "none", stroke: COLOURS.red, "stroke-width": 2.4 }],
    stroke("M5 5l10 10", COLOURS.red, 2.4),
  ],
  outbox_tray: [tray, stroke("M10 9.500V2M7 4.500 10 2l3 2.500", COLOURS.blue, 2)],
  palm_tree: palm,
  paperclip: [stroke(LINES.attach, COLOURS.grey, 1.8)],
  pencil2: [filled("M2 18l1-4L14 3l3 3L6 17z", COLOURS.orange)],
  pushpin: [
    stroke("M9 11l-6 6.500", COLOURS.grey, 2),
    filled("M8 5l4.500-3.500 6 6L15 12l-3 .5-4.500-4.500z", COLOURS.red),
  ],
  raised_hand: [
    filled(
      "M5 11V5.500a1.200 1.200 0 0 1 2.400 0V3.500a1.200 1.200 0 0 1 2.400 0v-.5a1.200 1.200 0 0 1 2.400 0v1.500a1.200 1.200 0 0 1 2.400 0V13a5 5 0 0 1-9.600 1z",
      COLOURS.skin,
    ),
  ],
  school: [
    filled("M2 9h16v9H2z", COLOURS.sand),
    filled("M10 2 17 8H3z", COLOURS.red),
    filled("M8.200 12.500h3.600V18H8.200zM3.800 11.500h2.400v2.500H3.800zM13.800 11.500h2.400v2.500h-2.400z", COLOURS.brown),
  ],
  seedling: [
    stroke("M10 18v-8", COLOURS.green, 2),
    filled("M10 10C5 10 3 7 3 4c5 0 7 2 7 6zM10 9c0-4 2-6 7-6 0 4-2 6-7 6z", COLOURS.green),
  ],
  small_orange_diamond: [filled("M10 5l5 5-5 5-5-5z", COLOURS.orange)],
  speech_balloon: [
    filled("M2 3h16v10.500H9L5 18v-4.500H2z", "#fff"),
    stroke("M6.500 8.300v.1M10 8.300v.1M13.500 8.300v.1", COLOURS.grey, 2),
  ],
  thinking_face: [
    ...face,
    stroke("M8 12.500h4", "#2b2b2b", 1.4),
    stroke("M6 5.500l2.500-.5", "#2b2b2b", 1.2),
    stroke("M5.500 17c0-2 2-2.500 4-2.500", COLOURS.orange, 2),
  ],
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
