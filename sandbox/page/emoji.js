// The common emoji names; an unknown one stays :as_typed:, as in Slack.

const NAMES = `
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️
palm_tree 🌴|busts_in_silhouette 👥|fast_forward ⏩|exclamation ❗|question ❓|grey_question ❔|bangbang ‼️|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|clap 👏|raised_hands 🙌|pray 🙏|wave 👋|ok_hand 👌|muscle 💪|handshake 🤝
point_right 👉|point_left 👈|point_up ☝️|point_down 👇|raised_hand ✋|eyes 👀|speech_balloon 💬|thought_balloon 💭
smile 😄|slightly_smiling_face 🙂|smiley 😃|grin 😁|blush 😊|thinking_face 🤔|tada 🎉|heart ❤️|star ⭐|sparkles ✨
fire 🔥|rocket 🚀|bulb 💡|seedling 🌱|herb 🌿|deciduous_tree 🌳|evergreen_tree 🌲|sunny ☀️|rainbow 🌈|cloud ☁️
calendar 📆|date 📅|spiral_calendar_pad 🗓️|clock3 🕒|hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️
bell 🔔|no_bell 🔕|zzz 💤|lock 🔒|unlock 🔓|key 🔑|mag 🔍|link 🔗|paperclip 📎|pushpin 📌|round_pushpin 📍
memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|page_facing_up 📄|bookmark 🔖|books 📚|book 📖|file_folder 📁|inbox_tray 📥|outbox_tray 📤
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|dart 🎯|compass 🧭|world_map 🗺️|checkered_flag 🏁|triangular_flag_on_post 🚩
school 🏫|mortar_board 🎓|apple 🍎|busts_in_silhouette 👥|bust_in_silhouette 👤|robot_face 🤖|gear ⚙️|wrench 🔧|tools 🛠️|construction 🚧
large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|red_circle 🔴|large_red_circle 🔴|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|large_purple_circle 🟣
large_green_square 🟩|large_yellow_square 🟨|large_orange_square 🟧|large_red_square 🟥|large_blue_square 🟦|white_large_square ⬜|black_large_square ⬛
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_forward ▶️|rewind ⏪|fast_forward ⏩|repeat 🔁|leftwards_arrow_with_hook ↩️|small_orange_diamond 🔸|arrows_counterclockwise 🔄
heavy_plus_sign ➕|heavy_minus_sign ➖|information_source ℹ️|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|zap ⚡|email 📧|envelope ✉️|hammer_and_wrench 🛠️|umbrella ☂️|beach_with_umbrella 🏖️|desert_island 🏝️|palm_tree 🌴|face_with_thermometer 🤒|trophy 🏆|medal 🏅|coffee ☕|jigsaw 🧩|ladder 🪜|mega 📣|loudspeaker 📢
`;

const EMOJI = new Map(
  NAMES.split(/[|\n]/)
    .filter((entry) => entry.trim())
    .map((entry) => entry.trim().split(" ")),
);

export const QUICK_REACTIONS = ["+1", "white_check_mark", "eyes", "raised_hands", "heart", "tada"];

/** The character for a name, or null. Skin tones are dropped: the plain hand stands for all. */
export function emoji(name) {
  return EMOJI.get(name.split("::")[0]) ?? null;
}
