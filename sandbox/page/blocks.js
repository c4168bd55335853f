// Block Kit's layout blocks, for messages, modals and the Home tab alike.

import { openMenu } from "./dialogs.js";
import { fragment, freshId, h, link, safeUrl } from "./dom.js";
import { field, isField, isGroup } from "./fields.js";
import { icon } from "./glyphs.js";
import { markdown } from "./markdown.js";
import { textObject } from "./mrkdwn.js";
import { richText, table } from "./richtext.js";

const BLOCKS = {
  header: (block) => h("h3", { class: "header" }, textObject(block.text)),
  section,
  divider: () => h("hr"),
  context: (block) => h("div", { class: "context" }, block.elements.map(contextElement)),
  actions: (block, place) =>
    h(
      "div",
      { class: "actions" },
      block.elements.map((element) => interactive(element, place)),
    ),
  image: imageBlock,
  input,
  rich_text: (block) => h("div", { class: "text" }, richText(block)),
  markdown: (block) => h("div", { class: "text markdown" }, markdown(block.text)),
  table,
};

/** Draw `blocks` on a surface; what is no longer on it is forgotten. */
export function drawBlocks(blocks, surface) {
  const drawn = blocks.map((block, index) =>
    drawBlock(block, { surface, blockId: block.block_id ?? `block-${index}` }),
  );
  const known = new Set(
    blocks.flatMap((block, index) =>
      elementsOf(block).map((each) => `${block.block_id ?? `block-${index}`}/${each.action_id}`),
    ),
  );
  surface.forget(known);
  return fragment(drawn);
}

export function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "actions") return block.elements;
  return block.type === "section" && block.accessory ? [block.accessory] : [];
}

function drawBlock(block, place) {
  const draw = BLOCKS[block.type];
  const inside = draw ? draw(block, place) : unknown(block);
  return h("div", { class: `block block-${block.type}`, dataset: { blockId: place.blockId } }, inside);
}

/** Say so rather than leave a hole: an unknown block is a mistake worth seeing. */
function unknown({ type }) {
  return h("p", { class: "unknown" }, `This page cannot draw “${type}”.`);
}

function section(block, place) {
  return [
    h(
      "div",
      { class: "section-main" },
      block.text ? h("div", { class: "text" }, textObject(block.text)) : null,
      block.fields
        ? h(
            "div",
            { class: "fields" },
            block.fields.map((each) => h("div", { class: "text" }, textObject(each))),
          )
        : null,
    ),
    block.accessory
      ? h("div", { class: "accessory" }, interactive(block.accessory, { ...place, label: block.text?.text }))
      : null,
  ];
}

function contextElement(element) {
  return element.type === "image" ? picture(element) : h("span", { class: "text" }, textObject(element));
}

function imageBlock(block) {
  return h("figure", {}, block.title ? h("figcaption", {}, textObject(block.title)) : null, picture(block));
}

/** An image that cannot be loaded leaves its description, as it would for a screen reader. */
function picture({ image_url: url, slack_file: file, alt_text: alt }) {
  const source = safeUrl(url ?? file?.url ?? `/page/api/file/${encodeURIComponent(file?.id)}`);
  const failed = () =>
    image.replaceWith(h("span", { class: "no-image", role: "img", "aria-label": alt }, icon("image"), ` ${alt}`));
  const image = h("img", { src: source, alt, title: alt, onerror: () => failed() });
  return image;
}

// ---- input blocks ----

function input(block, place) {
  const ids = { control: freshId("input"), hint: freshId("hint"), error: freshId("error") };
  const label = [textObject(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  const control = interactive(block.element, { ...place, id: ids.control, dispatches: block.dispatch_action === true });
  const notes = [
    block.hint ? h("p", { class: "hint", id: ids.hint }, textObject(block.hint)) : null,
    h("p", { class: "field-error", id: ids.error, role: "alert" }),
  ];
  const describedby = block.hint ? `${ids.hint} ${ids.error}` : ids.error;
  if (isGroup(block.element)) {
    return h("fieldset", { class: "field", "aria-describedby": describedby }, h("legend", {}, label), control, notes);
  }
  const holder = h("div", { class: "field" }, h("label", { for: ids.control }, label), control, notes);
  const target = holder.querySelector(`#${ids.control}`);
  target?.setAttribute("aria-describedby", describedby);
  if (!block.optional) target?.setAttribute("aria-required", "true");
  return holder;
}

// ---- elements ----

const ELEMENTS = { button, overflow, image: picture, workflow_button: button };

/** Outside input blocks (which name their control themselves) every element acts at once. */
function interactive(element, place) {
  if (isField(element)) {
    const label = place.id ? null : (element.placeholder?.text ?? place.label ?? "Choose");
    return field(element, { dispatches: true, ...place, label });
  }
  return ELEMENTS[element.type]?.(element, place) ?? unknown(element);
}

function naming(element, { blockId }) {
  return { dataset: { key: `${blockId}/${element.action_id}`, actionId: element.action_id } };
}

function button(element, place) {
  const chosen = { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
  const press = () => place.surface.act(place.blockId, element, chosen, control);
  const look = {
    class: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label ?? null,
    ...naming(element, place),
  };
  // A button with an address opens it and tells the app as well.
  const href = element.url ? safeUrl(element.url) : null;
  const control = href
    ? h(
        "a",
        { ...look, href, target: "_blank", rel: "noopener noreferrer", onclick: () => press() },
        textObject(element.text),
      )
    : h("button", { ...look, type: "button", onclick: () => press() }, textObject(element.text));
  return control;
}

function overflow(element, place) {
  const choose = (option) => ({
    label: fragment(textObject(option.text), option.url ? link(option.url, " ↗") : null),
    run: () => place.surface.act(place.blockId, element, { selected_option: option }, control),
  });
  const open = () => openMenu(control, element.options.map(choose), "More options");
  const control = h(
    "button",
    {
      class: "button overflow",
      type: "button",
      "aria-haspopup": "menu",
      "aria-label": "More options",
      onclick: () => open(),
      ...naming(element, place),
    },
    "⋯",
  );
  return control;
}
