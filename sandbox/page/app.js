// Puts the panels together: the address bar says who I am and where, the rest follows.

import { coalesced, follow, get, post } from "./api.js";
import { makeComposer } from "./composer.js";
import { drawHeader } from "./header.js";
import { drawHome, forgetHome } from "./home.js";
import { messageList } from "./messages.js";
import { refreshModal } from "./modal.js";
import { announce, notice } from "./parts.js";
import { closeSide, drawSide, openThread, side } from "./side.js";
import { drawSidebar } from "./sidebar.js";
import { drawTour, focusTour, hasTour, loadTour, refreshTour } from "./tour.js";
import { drawWelcome } from "./welcome.js";
import { focusMark, restoreFocus } from "./dom.js";
import { conversation, conversationTitle, displayName, isAppDm, person, world } from "./world.js";

const $ = (id) => document.getElementById(id);
const messages = messageList($("messages"), { inThread: false, openThread });
const composer = makeComposer({ label: "Message", where: () => ({ channel: world.channel }) });
$("composer").append(composer.node);
// On a phone the list of conversations begins below the header, which may take two lines.
new ResizeObserver(() => document.documentElement.style.setProperty("--header", `${$("header").offsetHeight}px`)).observe(
  $("header"),
);
const ME = "me";
let hangUp = () => {};
let heardUpTo = null;

function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  // A permalink names no person: whoever opens it is whom they were last.
  const as = hash.get("as") ?? localStorage.getItem(ME);
  const thread = hash.get("t") ?? hash.get("ts");
  return { as, channel: hash.get("c"), thread, tab: hash.get("tab") ?? "messages" };
}

function become(id) {
  const stay = world.channel && conversation(world.channel)?.kind !== "im" ? `&c=${world.channel}` : "";
  location.hash = `as=${id}${stay}`;
}

async function apply() {
  const isWelcome = hasTour() && location.hash === "";
  const wasWelcome = !$("welcome").hidden;
  $("welcome").hidden = !isWelcome;
  $("app").hidden = isWelcome;
  if (isWelcome) return welcome();
  const wanted = readHash();
  const known = world.people.get(wanted.as);
  const as = known && !known.deleted ? known.id : firstPerson();
  const isNewPerson = as !== world.me;
  if (isNewPerson) await changePerson(as);
  const channel = conversation(wanted.channel) ? wanted.channel : firstConversation();
  const moved = isNewPerson || channel !== world.channel;
  Object.assign(world, {
    channel,
    thread: wanted.thread,
    tab: isAppDm(conversation(channel)) ? wanted.tab : "messages",
  });
  if (moved) arrive();
  drawTour();
  // The strip was hidden with the rest of the page while the start page was there.
  if (wasWelcome) focusTour();
  await Promise.all([show(), drawSide()]);
  // Followed only now: what the first connection would re-read has just been read.
  if (isNewPerson) listen(as);
}

async function welcome() {
  await notice(refreshTour);
  drawWelcome($("welcome"));
  $("welcome").querySelector("h1").focus();
}

function firstPerson() {
  return [...world.people.values()].find((who) => !who.is_bot && !who.deleted && who.id !== "USLACKBOT")?.id ?? null;
}

function firstConversation() {
  return (world.conversations.find(isAppDm) ?? world.conversations[0])?.id ?? null;
}

async function changePerson(as) {
  hangUp();
  world.me = as;
  localStorage.setItem(ME, as);
  world.conversations = [];
  forgetHome($("home"));
  await refreshConversations();
}

function arrive() {
  messages.clear();
  heardUpTo = null;
  composer.moved();
  $("sidebar").classList.remove("open");
  document.querySelector(".menu-button")?.setAttribute("aria-expanded", "false");
}

function listen(as) {
  hangUp = follow(as, {
    onOpen: () => (($("lost").hidden = true), refreshAll()),
    onLost: () => ($("lost").hidden = false),
    onChange: changed,
  });
}

function changed({ what, channel }) {
  notice(refreshTour);
  if (what === "views") notice(refreshModal);
  if (what === "home") notice(refreshHome);
  if (what === "conversations") notice(refreshPeople);
  if (what !== "messages") return;
  if (!channel || channel === world.channel) {
    notice(refreshMessages);
    notice(side.refreshThread);
  }
  notice(refreshConversations);
}

async function refreshAll() {
  await notice(refreshPeople);
  await Promise.all([notice(refreshMessages), notice(refreshHome), notice(refreshModal), notice(side.refreshThread)]);
}

const refreshPeople = coalesced(async () => {
  world.people = new Map((await get("people")).map((who) => [who.id, who]));
  // Who has just been deactivated can see nothing any more.
  if (person(world.me).deleted) become(firstPerson());
  else await refreshConversations();
});

const refreshConversations = coalesced(async () => {
  const as = world.me;
  const list = await get("conversations", { as });
  if (as !== world.me) return;
  world.conversations = list;
  drawFrame();
});

const refreshMessages = coalesced(async () => {
  const { me, channel } = world;
  if (!channel || world.tab !== "messages") return;
  const list = await get("messages", { as: me, channel });
  if (me !== world.me || channel !== world.channel) return;
  messages.show(list, channel);
  sayNew(list);
});

const refreshHome = coalesced(async () => {
  const { me, channel, tab } = world;
  if (tab !== "home") return;
  const { view } = await get("home", { as: me });
  if (me === world.me && channel === world.channel) drawHome($("home"), view, conversation(channel).with);
});

/** Reads out what has come in since, but neither my own words nor everything on arrival. */
function sayNew(list) {
  const news = heardUpTo === null ? [] : list.filter((each) => each.ts > heardUpTo && each.user !== world.me);
  heardUpTo = list.reduce((latest, each) => (each.ts > latest ? each.ts : latest), heardUpTo ?? "");
  if (news.length) announce(news.map((each) => `${displayName(each.user)}: ${each.text ?? ""}`).join("\n"));
}

async function show() {
  drawFrame();
  const home = world.tab === "home";
  $("home").hidden = !home;
  $("messages").hidden = home;
  $("composer").hidden = home;
  if (home) await notice(() => post("open_home", { as: world.me }));
  await Promise.all([notice(refreshMessages), notice(refreshHome)]);
  if (!home && !side.isOpen()) $("messages").scrollTop = $("messages").scrollHeight;
}

function drawFrame() {
  // While a person is being chosen the list must stay as it is under their fingers.
  const sidebar = $("sidebar");
  if (document.activeElement?.id !== "person" || document.activeElement.value === world.me) {
    const mark = document.activeElement?.id === "person" ? "person" : focusMark(sidebar);
    drawSidebar(sidebar, { become });
    if (mark === "person") $("person").focus();
    else restoreFocus(sidebar, mark);
  }
  const here = conversation(world.channel);
  drawHeader($("header"), here);
  if (!here) return;
  composer.rename(`Message ${conversationTitle(here)}`);
  document.title = `${conversationTitle(here)} – ${person(world.me).real_name}`;
}

/** On a phone the list of conversations covers the page; Esc goes back to where it was opened. */
function leaveSidebar(event) {
  if (event.key !== "Escape" || !$("sidebar").classList.contains("open")) return;
  $("sidebar").classList.remove("open");
  const button = document.querySelector(".menu-button");
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

async function start() {
  const [people, shortcuts, commands] = await Promise.all([
    get("people"),
    get("shortcuts"),
    get("commands").catch(() => []),
  ]);
  world.people = new Map(people.map((who) => [who.id, who]));
  Object.assign(world, { shortcuts, commands });
  await loadTour(composer.fill);
  $("sidebar").addEventListener("keydown", leaveSidebar);
  addEventListener("hashchange", () => notice(apply));
  $("side-close").addEventListener("click", closeSide);
  await apply();
}

notice(start);
