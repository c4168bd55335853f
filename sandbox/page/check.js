// What Slack checks before a modal is sent to the app at all.

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** {block_id: sentence} for every input block that cannot be sent yet. */
export function check(blocks, surface) {
  const found = blocks
    .filter((block) => block.type === "input")
    .map((block) => [block.block_id, problem(block, surface)]);
  return Object.fromEntries(found.filter(([, text]) => text !== null));
}

function problem(block, surface) {
  const { type, ...kept } = surface.recall(block.block_id, block.element.action_id) ?? {};
  const [answer] = Object.values(kept);
  const empty =
    answer === null ||
    answer === undefined ||
    answer.length === 0 ||
    (typeof answer === "string" && answer.trim() === "");
  if (empty) return block.optional ? null : "Please complete this required field.";
  return CHECKS[type]?.(block.element, answer) ?? null;
}

const CHECKS = {
  plain_text_input: length,
  email_text_input: (_, answer) => (EMAIL.test(answer) ? null : "Please enter a valid email address."),
  url_text_input: (_, answer) => (URL.canParse(answer) ? null : "Please enter a valid URL."),
  number_input: range,
};

function length({ min_length: least = 0, max_length: most = 3000 }, answer) {
  if (answer.length < least) return `Please write at least ${least} characters.`;
  return answer.length > most ? `Please write at most ${most} characters.` : null;
}

function range(element, answer) {
  const number = Number(answer);
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter at least ${element.min_value}.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter at most ${element.max_value}.`;
  return null;
}
