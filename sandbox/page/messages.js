// One message, and lists of them: the channel and a thread draw the same way.

import { post } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { ask, openMenu } from "./dialogs.js";
import { focusMark, fragment, h, restoreFocus, safeUrl } from "./dom.js";
import { QUICK_REACTIONS } from "./emoji.js";
import { icon } from "./glyphs.js";
import { decode, emojiNode, encode, mrkdwn } from "./mrkdwn.js";
import { avatar, notice } from "./parts.js";
import { makeSurface } from "./surface.js";
import { clock, dayKey, dayLabel, fullTime } from "./time.js";
import { conversation, conversationTitle, displayName, messageShortcuts, myZone, person, world } from "./world.js";

const GROUPED_WITHIN = 300;

/**
 * Keeps the messages of one list drawn. Unchanged messages keep their nodes, so that an
 * open menu, a half-made choice or the focus survives somebody else's message.
 */
export function messageList(root, { inThread, openThread }) {
  let kept = new Map();

  function show(messages, channel) {
    const fresh = new Map();
    const nodes = messages.flatMap((message, index) => {
      const before = messages[index - 1];
      const isNewDay = !inThread && startsDay(message, before);
      const compact = !isNewDay && isFollowUp(message, before);
      const version = JSON.stringify([message, compact, world.me, world.people.get(message.user)]);
      const old = kept.get(message.ts);
      const entry = old?.version === version ? old : draw(message, channel, compact, version, old);
      fresh.set(message.ts, entry);
      return isNewDay ? [dayLine(message), entry.node] : [entry.node];
    });
    const mark = focusMark(root);
    const bottom = root.scrollHeight - root.scrollTop - root.clientHeight < 80;
    kept = fresh;
    sync(root, nodes.length ? nodes : [beginning(channel)]);
    if (!root.contains(document.activeElement)) restoreFocus(root, mark);
    if (bottom) root.scrollTop = root.scrollHeight;
  }

  function draw(message, channel, compact, version, old) {
    // Choices made on a message outlive an edit of it, just as in a modal.
    const surface = old?.surface ?? makeSurface(container(message, channel));
    return { version, surface, node: messageNode(message, { channel, compact, surface, inThread, openThread }) };
  }

  return { show, clear: () => ((kept = new Map()), root.replaceChildren()) };
}

/** Moves only what is out of place: taking a node out of the page would drop its focus and scroll. */
function sync(root, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...root.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (root.children[index] !== node) root.insertBefore(node, root.children[index] ?? null);
  });
}

function container(message, channel) {
  const extra = {
    ...(message.ephemeral ? { is_ephemeral: true } : {}),
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
  };
  return { type: "message", channel, ts: message.ts, ...extra };
}

function startsDay(message, before) {
  return !before || dayKey(Number(before.ts), myZone()) !== dayKey(Number(message.ts), myZone());
}

function isFollowUp(message, before) {
  if (!before || before.user !== message.user || message.ephemeral || before.ephemeral) return false;
  return !before.reply_count && Number(message.ts) - Number(before.ts) < GROUPED_WITHIN;
}

function beginning(channel) {
  return h("li", { class: "empty" }, `This is the very beginning of ${conversationTitle(conversation(channel))}.`);
}

function dayLine(message) {
  return h("li", { class: "day" }, h("span", {}, dayLabel(Number(message.ts), myZone())));
}

function messageNode(message, view) {
  const seconds = Number(message.ts);
  const when = h(
    "time",
    { datetime: new Date(seconds * 1000).toISOString(), title: fullTime(seconds, myZone()) },
    view.compact ? clock(seconds, myZone()).replace(/\s[AP]M$/, "") : clock(seconds, myZone()),
  );
  const classes = ["message", view.compact ? "compact" : "", message.ephemeral ? "ephemeral" : ""].join(" ");
  return h(
    "li",
    { class: classes, dataset: { ts: message.ts, user: message.user } },
    message.ephemeral ? onlyYou(message, view.channel) : null,
    h("div", { class: "gutter" }, view.compact ? when : avatar(message.user)),
    h(
      "div",
      { class: "message-main" },
      view.compact ? h("span", { class: "sr-only" }, displayName(message.user)) : byline(message, when),
      h("div", { class: "body" }, body(message, view.surface)),
      files(message.files ?? []),
      reactions(message, view.channel),
      replies(message, view),
    ),
    toolbar(message, view),
  );
}

function onlyYou({ ts }, channel) {
  const dismiss = () => notice(() => post("delete", { as: world.me, channel, ts }));
  return h(
    "p",
    { class: "only-you" },
    icon("eye"),
    " Only visible to you · ",
    h("button", { class: "link", type: "button", onclick: dismiss }, "Dismiss"),
  );
}

function byline(message, when) {
  const badge = person(message.user).is_bot ? h("span", { class: "badge" }, "APP") : null;
  return h("div", { class: "byline" }, h("strong", {}, displayName(message.user)), badge, when);
}

function body(message, surface) {
  const edited = message.edited ? h("span", { class: "edited" }, " (edited)") : null;
  // What a person typed is all in the text; only the app composes blocks.
  if (message.blocks?.length && person(message.user).is_bot) return [drawBlocks(message.blocks, surface), edited];
  return message.text ? h("div", { class: "text" }, mrkdwn(message.text), edited) : edited;
}

function files(list) {
  return list.map((file) => {
    const url = safeUrl(file.url);
    const name = file.title || file.name;
    if (!file.mimetype?.startsWith("image/"))
      return h("a", { class: "file", href: url, download: file.name }, icon("file"), ` ${name}`);
    return h(
      "figure",
      { class: "file-image" },
      h("figcaption", {}, name),
      h(
        "a",
        { href: url, target: "_blank", rel: "noopener noreferrer" },
        h("img", { src: url, alt: file.alt || name }),
      ),
    );
  });
}

function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map(({ name, users }) => {
      const mine = users.includes(world.me);
      const label = `${name.replaceAll("_", " ")}: ${users.map(displayName).join(", ")}`;
      return h(
        "button",
        {
          class: "reaction",
          type: "button",
          "aria-pressed": String(mine),
          "aria-label": label,
          title: label,
          onclick: () => react(channel, message.ts, name),
        },
        emojiNode(name),
        ` ${users.length}`,
      );
    }),
  );
}

function replies(message, { inThread, openThread }) {
  if (inThread || !message.reply_count) return null;
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return h("button", { class: "replies", type: "button", onclick: () => openThread(message.ts) }, count);
}

function react(channel, ts, name) {
  notice(() => post("react", { as: world.me, channel, ts, name }));
}

// ---- what can be done with a message ----

function toolbar(message, view) {
  if (message.ephemeral) return null;
  const tool = (label, sign, run) =>
    h("button", { class: "icon", type: "button", "aria-label": label, title: label, onclick: run }, icon(sign));
  const pickReaction = (event) =>
    openMenu(
      event.currentTarget,
      QUICK_REACTIONS.map((name) => ({
        label: fragment(emojiNode(name), ` ${name.replaceAll("_", " ")}`),
        run: () => react(view.channel, message.ts, name),
      })),
      "Add a reaction",
    );
  const more = (event) =>
    openMenu(event.currentTarget, moreItems(message, view, event.currentTarget.closest(".message")), "More actions");
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    tool("Add a reaction", "smile", pickReaction),
    view.inThread ? null : tool("Reply in thread", "thread", () => view.openThread(message.ts)),
    tool("More actions", "more", more),
  );
}

function moreItems(message, view, node) {
  const at = { as: world.me, channel: view.channel, ts: message.ts };
  const own =
    message.user !== world.me
      ? []
      : [
          { label: "Edit message", run: () => edit(message, at, node) },
          { label: "Delete message…", danger: true, run: () => remove(at) },
        ];
  const shortcuts = messageShortcuts().map(({ name, callback_id: callbackId }) => ({
    label: name,
    run: () => notice(() => post("shortcut", { ...at, callback_id: callbackId })),
  }));
  return [...own, ...shortcuts, { label: "What a screen reader reads", run: () => readAloud(message) }];
}

/** Slack's clients read out the message's `text`, not its blocks; bots should be judged by it. */
function readAloud(message) {
  const text = message.text ? mrkdwn(message.text) : "Nothing: this message has no text.";
  ask({ title: "What a screen reader reads", text, yes: "Close" });
}

async function remove(at) {
  const sure = await ask({
    title: "Delete message",
    text: "Delete this message? This cannot be undone.",
    yes: "Delete",
    no: "Cancel",
    danger: true,
  });
  if (sure) notice(() => post("delete", at));
}

function edit(message, at, node) {
  const box = h("textarea", { rows: "3", "aria-label": "Edit message", value: decode(message.text) });
  const old = node.querySelector(".body");
  const cancel = () => {
    editor.replaceWith(old);
    node.querySelector(".toolbar button").focus();
  };
  const save = async (event) => {
    event.preventDefault();
    cancel();
    await notice(() => post("edit", { ...at, text: rewritten(message.text, box.value) }));
  };
  const keys = (event) => {
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && !event.shiftKey) save(event);
  };
  const editor = h(
    "form",
    { class: "edit", onsubmit: save, onkeydown: keys },
    box,
    h(
      "div",
      { class: "modal-foot" },
      h("button", { class: "button", type: "button", onclick: cancel }, "Cancel"),
      h("button", { class: "button primary" }, "Save"),
    ),
  );
  old.replaceWith(editor);
  box.focus();
}

/** Mentions stand in the edited text as <@U…>; those that were there before stay mentions. */
function rewritten(before, typed) {
  const tokens = new Set(before.match(/<[^<>]+>/g) ?? []);
  return typed
    .split(/(<[^<>]+>)/)
    .map((part) => (tokens.has(part) ? part : encode(part)))
    .join("");
}
