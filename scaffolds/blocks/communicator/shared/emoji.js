// Pictures that one tap picks, for those who do not find an emoji on their keyboard.

export const EMOJI = "😀 😢 😡 😨 😴 🤒 🤕 🤢 👍 👎 👋 🙏 👩 👨 👵 👴 👶 🧑‍🏫 🧑‍⚕️ 🐶 🍚 🍜 🍞 🍎 🍌 🥛 💧 🍪 🚽 🛁 🪥 👕 🧥 👟 🎒 📚 ✏️ 🎵 📺 🎮 ⚽ 🏊 🌳 🚌 🚇 🚗 🏠 🏫 🏥 🛒 💊 👓 🦻 📱 🔑 ☂️ ⏰ 🔇 ❓ ⭐".split(" ");
