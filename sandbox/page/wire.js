// Typed text on its way to the app: Slack escapes it and turns names into mentions.

import { encode } from "./mrkdwn.js";
import { displayName, world } from "./world.js";

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** "@Ana Ruiz" and "#bethel" become <@U…> and <#C…>; commands also carry the name after a bar. */
export function wireText(typed, { named = false } = {}) {
  const targets = mentionable();
  if (targets.size === 0) return encode(typed);
  // The longest name first: "Ana Ruiz-Lopez" must not be read as "Ana Ruiz".
  const names = [...targets.keys()].sort((a, b) => b.length - a.length).map(quoted);
  const pattern = new RegExp(`(?<!\\w)(${names.join("|")})(?!\\w)`, "gi");
  return encode(typed).replace(pattern, (name) => {
    const { sign, id, handle } = targets.get(name.toLowerCase());
    return named ? `<${sign}${id}|${handle}>` : `<${sign}${id}>`;
  });
}

function mentionable() {
  const targets = new Map();
  const add = (sign, name, id, handle) => name && targets.set(encode(sign + name).toLowerCase(), { sign, id, handle });
  for (const each of world.conversations) if (each.kind !== "im") add("#", each.name, each.id, each.name);
  for (const who of world.people.values()) {
    add("@", who.name, who.id, who.name);
    add("@", displayName(who.id), who.id, who.name);
  }
  return targets;
}

/** {command, text} for "/plan status", or null. As in Slack, a space before the slash makes it a message. */
export function slashCommand(typed) {
  const match = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(typed.trimEnd());
  return match ? { command: match[1], text: match[2] ?? "" } : null;
}
