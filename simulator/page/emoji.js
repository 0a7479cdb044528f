// Common emoji by their short names.

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|clap 👏|tada 🎉|heart ❤️|pray 🙏|raised_hands 🙌|muscle 💪|ok_hand 👌|wave 👋|fire 🔥|star ⭐|star2 🌟
sparkles ✨|rocket 🚀|eyes 👀|100 💯|white_check_mark ✅|heavy_check_mark ✔️|x ❌|warning ⚠️|question ❓|exclamation ❗|bulb 💡
smile 😄|smiley 😃|grinning 😀|grin 😁|joy 😂|rofl 🤣|slightly_smiling_face 🙂|wink 😉|blush 😊|heart_eyes 😍|thinking_face 🤔
sweat_smile 😅|sob 😭|cry 😢|open_mouth 😮|sunglasses 😎|partying_face 🥳|hugging_face 🤗|relieved 😌|sleeping 😴|rage 😡
neutral_face 😐|upside_down_face 🙃|see_no_evil 🙈|handshake 🤝|point_up ☝️|point_right 👉|point_down 👇|point_left 👈|fist 👊
speech_balloon 💬|mega 📣|loudspeaker 📢|bell 🔔|no_bell 🔕|trophy 🏆|medal 🏅|first_place_medal 🥇|gift 🎁|balloon 🎈|cake 🎂
birthday 🎂|coffee ☕|pizza 🍕|beer 🍺|beers 🍻|champagne 🍾|seedling 🌱|sunflower 🌻|rose 🌹|bouquet 💐|four_leaf_clover 🍀
sunny ☀️|rainbow 🌈|cloud ☁️|snowflake ❄️|umbrella ☂️|zap ⚡|moon 🌙|crescent_moon 🌙|earth_africa 🌍|package 📦|truck 🚚|mailbox 📫
email 📧|envelope ✉️|phone ☎️|telephone_receiver 📞|calendar 📅|date 📅|spiral_calendar_pad 🗓️|clock9 🕘|hourglass ⌛|alarm_clock ⏰
memo 📝|pencil ✏️|clipboard 📋|bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|mag 🔍|link 🔗|paperclip 📎
pushpin 📌|round_pushpin 📍|lock 🔒|unlock 🔓|key 🔑|hammer 🔨|wrench 🔧|gear ⚙️|shield 🛡️|scales ⚖️|moneybag 💰|euro 💶|credit_card 💳
robot_face 🤖|busts_in_silhouette 👥|bust_in_silhouette 👤|family 👪|dog 🐶|cat 🐱|bee 🐝|turtle 🐢|unicorn_face 🦄|penguin 🐧
blue_heart 💙|green_heart 💚|yellow_heart 💛|purple_heart 💜|black_heart 🖤|orange_heart 🧡|broken_heart 💔|sparkling_heart 💖
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|leftwards_arrow_with_hook ↩️|repeat 🔁|heavy_plus_sign ➕|heavy_minus_sign ➖
red_circle 🔴|large_blue_circle 🔵|large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|white_circle ⚪|black_circle ⚫|information_source ℹ️
hand ✋|raised_hand ✋|v ✌️|crossed_fingers 🤞|writing_hand ✍️|dart 🎯|checkered_flag 🏁|construction 🚧|house 🏠|office 🏢|hospital 🏥`;

export const EMOJI = new Map(TABLE.trim().split(/[|\n]/).map((one) => one.split(" ")));
export const QUICK = ["clap", "tada", "heart", "+1", "raised_hands", "pray", "fire", "star", "eyes", "100", "joy", "rocket"];
const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

// The character for `name` ("tada", "+1::skin-tone-3"), or undefined.
export function emoji(name) {
  const [bare, tone] = name.split("::skin-tone-");
  const found = EMOJI.get(bare);
  return found && found + (tone ? (TONES[Number(tone) - 2] ?? "") : "");
}
