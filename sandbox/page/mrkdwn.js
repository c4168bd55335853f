// Slack's mrkdwn and plain_text, as DOM nodes.

import { fragment, h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { drawnEmoji, hasEmojiFont } from "./glyphs.js";
import { slackDate } from "./time.js";
import { conversation, displayName, myZone, world } from "./world.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

export function decode(text) {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);
}

/** What Slack does to typed text before an app sees it. */
export function encode(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function emojiNode(name) {
  const picture = (hasEmojiFont() ? emoji(name) : null) ?? drawnEmoji(name);
  if (picture === null) return `:${name}:`;
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    picture,
  );
}

/** plain_text: only emoji codes mean something; Slack keeps & < > as entities even here. */
export function plain(text, withEmoji = true) {
  if (!withEmoji) return fragment(decode(text));
  const parts = text.split(/:([a-z0-9_+'-]+):/);
  return fragment(parts.map((part, index) => (index % 2 ? emojiNode(part) : decode(part))));
}

/** Text objects of Block Kit, of either kind. */
export function textObject(object) {
  if (!object) return fragment();
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text, object.emoji !== false);
}

export function mrkdwn(source) {
  const parts = source.split(/```([\s\S]+?)```/);
  return fragment(
    parts.map((part, index) => (index % 2 ? codeBlock(part) : lines(part, index > 0, index < parts.length - 1))),
  );
}

function codeBlock(text) {
  return h("pre", { class: "code" }, h("code", {}, decode(unlinked(text.replace(/^\n|\n$/g, "")))));
}

/** Inside code a link is shown as its text. */
function unlinked(text) {
  return text.replace(/<([^<>|\n]+)(?:\|([^<>\n]+))?>/g, (whole, target, label) => label ?? target);
}

const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;

function lines(text, afterBlock, beforeBlock) {
  // A block of code or a quotation already starts a line of its own: its neighbours' breaks would double it.
  const all = text
    .replace(afterBlock ? /^\n/ : /$^/, "")
    .replace(beforeBlock ? /\n$/ : /$^/, "")
    .split("\n");
  if (all.length === 1 && all[0] === "") return [];
  const out = [];
  let open = null;
  let rest = false;
  all.forEach((line, index) => {
    rest ||= QUOTE_REST.test(line);
    if (rest || QUOTE.test(line)) {
      if (open) open.append("\n");
      else out.push((open = h("blockquote")));
      open.append(inline(line.replace(QUOTE_REST, "").replace(QUOTE, "")));
    } else {
      if (index > 0 && !open) out.push("\n");
      open = null;
      out.push(inline(line));
    }
  });
  return out;
}

const INLINE = new RegExp(
  [
    "`([^`\\n]+)`", // 1 code
    "<([^<>\\n]+)>", // 2 link, mention, date
    "(https?://[^\\s<>|]+[^\\s<>|.,;:!?)'\"])", // 3 bare address
    ":([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):", // 4 emoji
    styled("\\*"), // 5 bold
    styled("_"), // 6 italic
    styled("~"), // 7 strike
  ].join("|"),
  "g",
);

// A mark opens only where a word may begin and closes only where one may end: snake_case and 2*3*4 stay as they are.
function styled(mark) {
  return `(?<![\\w${mark}])${mark}(?!\\s)((?:<[^<>\\n]*>|[^${mark}\\n<])+?)(?<!\\s)${mark}(?![\\w${mark}])`;
}

function inline(text) {
  const out = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(decode(text.slice(last, match.index)), token(match));
    last = match.index + match[0].length;
  }
  out.push(decode(text.slice(last)));
  return fragment(out.filter((each) => each !== ""));
}

function token([, code, angle, address, emojiName, bold, italic, strike]) {
  if (code !== undefined) return h("code", {}, decode(unlinked(code)));
  if (angle !== undefined) return special(angle);
  if (address !== undefined) return link(decode(address), decode(address));
  if (emojiName !== undefined) return emojiNode(emojiName);
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (italic !== undefined) return h("em", {}, inline(italic));
  return h("s", {}, inline(strike));
}

function special(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : inner.slice(bar + 1);
  if (target.startsWith("@")) return userMention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!")) return command(target.slice(1), label);
  // Something in brackets that is no address was never meant as a link.
  if (!/^[a-z]+:/i.test(target)) return decode(`<${inner}>`);
  return link(decode(target), label === null ? decode(target) : plain(label));
}

export function userMention(id) {
  const mine = id === world.me ? " mention-me" : "";
  return h("span", { class: `mention${mine}` }, `@${displayName(id)}`);
}

export function channelMention(id, label) {
  return h("a", { class: "mention", href: `#as=${world.me}&c=${id}` }, `#${conversation(id)?.name ?? label ?? id}`);
}

function command(target, label) {
  const [name, seconds, pattern, url] = target.split("^");
  if (name === "date") return dateNode(Number(seconds), decode(pattern ?? ""), url, label);
  if (["here", "channel", "everyone"].includes(name)) return h("span", { class: "mention mention-me" }, `@${name}`);
  return h("span", { class: "mention" }, label ?? `@${name}`);
}

function dateNode(seconds, pattern, url, fallback) {
  const text = Number.isFinite(seconds) && pattern ? slackDate(seconds, pattern, myZone()) : decode(fallback ?? "");
  return url ? link(url, text) : text;
}
