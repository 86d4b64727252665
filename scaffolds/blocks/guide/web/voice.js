// Reads words aloud with the voices that the device has.

const TAGS = { en: ["en-GB", "en"], "zh-Hant": ["zh-HK", "yue", "zh"], "zh-Hans": ["zh-CN", "zh"] };
const PATIENCE = 1000;

// A promise of whether there is a voice for it; `ended` is called when it has been read, or stopped.
export async function say(words, language, ended) {
  const voice = pick(await voices(), TAGS[language] || TAGS.en);
  if (!voice) return false;
  const speech = new SpeechSynthesisUtterance(words);
  speech.voice = voice;
  speech.lang = voice.lang;
  speech.rate = 0.9;
  speech.onend = ended;
  speech.onerror = ended;
  speechSynthesis.cancel();
  speechSynthesis.speak(speech);
  return true;
}

// Some browsers know their voices only a moment later.
function voices() {
  const known = speechSynthesis.getVoices();
  if (known.length) return known;
  return new Promise((done) => {
    speechSynthesis.onvoiceschanged = () => done(speechSynthesis.getVoices());
    setTimeout(() => done(speechSynthesis.getVoices()), PATIENCE);
  });
}

function pick(all, tags) {
  const speaks = (tag) => all.find((voice) => voice.lang.replace("_", "-").indexOf(tag) === 0);
  return tags.map(speaks).find((voice) => voice);
}
