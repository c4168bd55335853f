// The panel on the right: a thread, or the troubles drawer.

import { coalesced, get } from "./api.js";
import { makeComposer } from "./composer.js";
import { messageList } from "./messages.js";
import { notice } from "./parts.js";
import { drawTroubles } from "./troubles.js";
import { world } from "./world.js";

const $ = (id) => document.getElementById(id);
const list = messageList($("thread"), { inThread: true, openThread });
const composer = makeComposer({ label: "Reply", where: () => ({ channel: world.channel, thread_ts: world.thread }) });
$("thread-composer").append(composer.node);
composer.rename("Reply…");

let troublesOpen = false;
let shown = null;
let opener = null;

const refreshThread = coalesced(async () => {
  const { me, channel, thread } = world;
  if (!thread || troublesOpen) return;
  const messages = await get("messages", { as: me, channel, thread_ts: thread });
  if (me === world.me && channel === world.channel && thread === world.thread) list.show(messages, channel);
});

export const side = { refreshThread, isOpen: () => !$("side").hidden };

export function openThread(ts) {
  opener = document.activeElement;
  troublesOpen = false;
  const hash = `#as=${world.me}&c=${world.channel}&t=${ts}`;
  if (location.hash === hash) drawSide();
  else location.hash = hash;
}

export function openTroubles() {
  opener = document.activeElement;
  troublesOpen = true;
  drawSide();
}

export function closeSide() {
  if (troublesOpen) {
    troublesOpen = false;
    drawSide();
  } else location.hash = `#as=${world.me}&c=${world.channel}`;
  opener?.focus();
}

export async function drawSide() {
  const isThread = world.thread !== null && !troublesOpen;
  $("side").hidden = !isThread && !troublesOpen;
  $("side-title").textContent = isThread ? "Thread" : "Troubles";
  $("thread").hidden = $("thread-composer").hidden = !isThread;
  $("troubles").hidden = !troublesOpen;
  const now = troublesOpen ? "troubles" : isThread ? JSON.stringify([world.me, world.channel, world.thread]) : null;
  const isNew = now !== shown;
  shown = now;
  // What is not in sight is not kept either: the page never holds the same message twice unseen.
  if (isNew) list.clear();
  if (troublesOpen && isNew) await drawTroublesPanel();
  if (isThread) await drawThread(isNew);
}

async function drawTroublesPanel() {
  $("side-title").focus();
  await notice(() => drawTroubles($("troubles")));
}

async function drawThread(isNew) {
  if (isNew) {
    composer.moved();
    // Before the replies arrive: afterwards the person may already be at another control.
    composer.focus();
  }
  await notice(refreshThread);
}
