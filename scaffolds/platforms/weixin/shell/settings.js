// What you may set for this mini program. README.md says how, and what each needs.

// WeChat reads aloud and listens by a plugin of its own, which your account adds first: requirePlugin("WechatSI")
const VOICE = null;

// "" keeps everything on each phone. The id of your WeChat cloud environment, in quotes, shares it between phones.
const CLOUD = "";

// So many seconds after an answer of the cloud a page in sight asks it again. Each question counts towards what the cloud costs.
const ASK_EVERY = 10;

module.exports = { ASK_EVERY, CLOUD, VOICE };
