// The markdown block: ordinary Markdown, not mrkdwn. Covers what Slack documents for it.

import { fragment, h, link } from "./dom.js";
import { decode, emojiNode } from "./mrkdwn.js";

/** Each rule: does the line at `index` begin one, and [node, next index] if so. */
const RULES = [fence, heading, rule, quote, tableRows, listItems];

export function markdown(source) {
  const rows = source.split("\n");
  const out = [];
  let index = 0;
  while (index < rows.length) {
    const [node, next] = block(rows, index);
    if (node) out.push(node);
    index = next;
  }
  return fragment(out);
}

function block(rows, index) {
  if (rows[index].trim() === "") return [null, index + 1];
  for (const attempt of RULES) {
    const found = attempt(rows, index);
    if (found) return found;
  }
  return paragraph(rows, index);
}

function paragraph(rows, index) {
  let end = index + 1;
  while (end < rows.length && rows[end].trim() !== "" && !RULES.some((attempt) => attempt(rows, end))) end += 1;
  return [h("p", {}, inline(rows.slice(index, end).join("\n"))), end];
}

function fence(rows, index) {
  if (!rows[index].startsWith("```")) return null;
  let end = index + 1;
  while (end < rows.length && !rows[end].startsWith("```")) end += 1;
  return [h("pre", { class: "code" }, h("code", {}, rows.slice(index + 1, end).join("\n"))), end + 1];
}

function heading(rows, index) {
  const match = /^(#{1,6})\s+(.+)$/.exec(rows[index]);
  // The page's own outline ends at h2, so a message's first level is h3.
  return match ? [h(`h${Math.min(match[1].length + 2, 6)}`, {}, inline(match[2])), index + 1] : null;
}

function rule(rows, index) {
  return /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(rows[index]) ? [h("hr"), index + 1] : null;
}

function quote(rows, index) {
  let end = index;
  while (end < rows.length && rows[end].startsWith(">")) end += 1;
  if (end === index) return null;
  return [
    h(
      "blockquote",
      {},
      markdown(
        rows
          .slice(index, end)
          .map((row) => row.replace(/^> ?/, ""))
          .join("\n"),
      ),
    ),
    end,
  ];
}

const cellsOf = (row) =>
  row
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

function tableRows(rows, index) {
  if (!rows[index].includes("|") || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(rows[index + 1] ?? ""))
    return null;
  let end = index + 2;
  while (end < rows.length && rows[end].includes("|")) end += 1;
  const line = (row, tag) =>
    h(
      "tr",
      {},
      cellsOf(row).map((cell) => h(tag, {}, inline(cell))),
    );
  const body = rows.slice(index + 2, end).map((row) => line(row, "td"));
  return [
    h(
      "div",
      { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" },
      h("table", {}, h("thead", {}, line(rows[index], "th")), h("tbody", {}, body)),
    ),
    end,
  ];
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

function listItems(rows, index) {
  const first = ITEM.exec(rows[index]);
  if (!first) return null;
  const depth = first[1].length;
  const items = [];
  let at = index;
  while (at < rows.length) {
    const match = ITEM.exec(rows[at]);
    if (!match || match[1].length < depth) break;
    if (match[1].length > depth && items.length) {
      const [nested, next] = listItems(rows, at);
      items.at(-1).append(nested);
      at = next;
    } else {
      items.push(h("li", {}, inline(match[3])));
      at += 1;
    }
  }
  const ordered = /\d/.test(first[2]);
  return [h(ordered ? "ol" : "ul", { start: ordered ? parseInt(first[2], 10) : null }, items), at];
}

const INLINE = new RegExp(
  [
    "`([^`]+)`", // 1 code
    "!?\\[([^\\]]*)\\]\\(([^()\\s]+)\\)", // 2, 3 link
    "(?:\\*\\*|__)(?!\\s)(.+?)(?:\\*\\*|__)", // 4 bold
    "(?<![\\w*])[*](?!\\s)([^*]+?)[*](?![\\w*])", // 5 italic
    "(?<!\\w)_(?!\\s)([^_]+?)_(?!\\w)", // 6 italic
    "~~(.+?)~~", // 7 strike
    ":([a-z0-9_+'-]+):", // 8 emoji
    "(https?://[^\\s<>]+[^\\s<>.,;:!?)])", // 9 bare address
    "\\\\([\\\\`*_~#\\[\\]()-])", // 10 escaped mark
  ].join("|"),
  "g",
);

function inline(text) {
  const out = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(decode(text.slice(last, match.index)), token(match));
    last = match.index + match[0].length;
  }
  return fragment(out, decode(text.slice(last)));
}

function token([, code, label, url, bold, star, under, strike, emojiName, address, escaped]) {
  if (code !== undefined) return h("code", {}, code);
  if (url !== undefined) return link(url, inline(label));
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (star !== undefined || under !== undefined) return h("em", {}, inline(star ?? under));
  if (strike !== undefined) return h("s", {}, inline(strike));
  if (emojiName !== undefined) return emojiNode(emojiName);
  return address !== undefined ? link(address, address) : escaped;
}
