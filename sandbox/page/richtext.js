// rich_text blocks, and the table block whose cells they may be.

import { fragment, h, link } from "./dom.js";
import { channelMention, emojiNode, plain, userMention } from "./mrkdwn.js";
import { slackDate } from "./time.js";
import { myZone } from "./world.js";

export function richText(block) {
  return fragment(block.elements.map(part));
}

const PARTS = {
  rich_text_section: (part) => h("div", { class: "rich-section" }, leaves(part)),
  rich_text_preformatted: (part) => h("pre", { class: "code" }, h("code", {}, leaves(part))),
  rich_text_quote: (part) => h("blockquote", {}, leaves(part)),
  rich_text_list: list,
};

function part(element) {
  return PARTS[element.type]?.(element) ?? null;
}

function list(element) {
  const ordered = element.style === "ordered";
  const indent = `indent-${Math.min(element.indent ?? 0, 8)}`;
  const start = ordered ? (element.offset ?? 0) + 1 : null;
  return h(
    ordered ? "ol" : "ul",
    { class: indent, start },
    element.elements.map((item) => h("li", {}, leaves(item))),
  );
}

function leaves(element) {
  return (element.elements ?? []).map((leaf) => dressed(LEAVES[leaf.type]?.(leaf) ?? "", leaf.style ?? {}));
}

const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, leaf.text ?? leaf.url),
  emoji: (leaf) => emojiNode(leaf.name),
  user: (leaf) => userMention(leaf.user_id),
  channel: (leaf) => channelMention(leaf.channel_id, null),
  usergroup: (leaf) => h("span", { class: "mention" }, `@${leaf.usergroup_id}`),
  broadcast: (leaf) => h("span", { class: "mention mention-me" }, `@${leaf.range}`),
  date: (leaf) => slackDate(leaf.timestamp, leaf.format, myZone()),
  color: (leaf) => leaf.value,
};

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function dressed(node, style) {
  return Object.entries(STYLES).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}

/** The first row is the heading, as Slack draws it. */
export function table(block) {
  const [head, ...body] = block.rows;
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((cell, column) =>
        h(tag, { ...cellLook(block, column), scope: tag === "th" ? "col" : null }, cellContent(cell)),
      ),
    );
  return h(
    "div",
    // A wide table scrolls by itself; being focusable makes that possible from the keyboard.
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      {},
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        body.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

function cellLook(block, column) {
  const setting = block.column_settings?.[column] ?? {};
  return { class: `align-${setting.align ?? "left"}${setting.is_wrapped ? " wrapped" : ""}` };
}

function cellContent(cell) {
  if (cell.type === "rich_text") return richText(cell);
  if (cell.type === "raw_number") return cell.text ?? String(cell.value ?? "");
  return plain(cell.text ?? "");
}
