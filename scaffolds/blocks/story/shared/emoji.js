// What authors put into their scenes most, for keyboards that have no emoji.

export const EMOJI = "🧒 👧 👦 👩 👨 👵 👴 👮 🧑‍🏫 🧙 🤖 👻 🐶 🐱 🦊 🐉 🐦 🌳 🏠 🏫 🚪 🔑 🔦 🎒 📜 💡 🚌 ⛵ 🚲 🌙 ☀️ 🌧️ 🔥 ❄️ ❤️ 😀 😢 😨 😡 ❓ ❗ 🎉".split(" ");
