// What the page knows at the moment: who I am, where I am, and who and what exists.

export const world = {
  me: null,
  channel: null,
  thread: null,
  tab: "messages",
  people: new Map(),
  conversations: [],
  shortcuts: [],
  commands: [],
};

export function person(id) {
  return world.people.get(id) ?? { id, name: id, real_name: id, tz: "UTC", is_bot: false };
}

export function displayName(id) {
  const who = person(id);
  return who.real_name || who.name;
}

/** Everyone's times are shown as they are where the person I am lives. */
export function myZone() {
  return person(world.me).tz || "UTC";
}

export function conversation(id) {
  return world.conversations.find((each) => each.id === id) ?? null;
}

export function conversationName(each) {
  return each.kind === "im" ? displayName(each.with) : each.name;
}

/** "#bethel" for channels, the person's name for direct messages. */
export function conversationTitle(each) {
  return each.kind === "im" ? displayName(each.with) : `#${each.name}`;
}

export function isAppDm(each) {
  return each !== null && each.kind === "im" && person(each.with).is_bot;
}

export function messageShortcuts() {
  return world.shortcuts.filter((each) => each.type === "message_action");
}

export function globalShortcuts() {
  return world.shortcuts.filter((each) => each.type === "shortcut");
}
