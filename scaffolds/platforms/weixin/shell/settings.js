// What you may set for this mini program. README.md says how, and what each needs.

// WeChat reads aloud and listens by a plugin of its own, which your account adds first: requirePlugin("WechatSI")
const VOICE = null;

module.exports = { VOICE };
