// Reads a scene aloud with the device's own voice. A test puts simulated parts in: window.sampanSpeech = { synthesis, Utterance }.

const TAGS = { "en": ["en"], "zh-Hant": ["yue", "zh-hk", "zh"], "zh-Hans": ["cmn", "zh-cn", "zh-hans", "zh"] };

function device() {
  return window.sampanSpeech || { synthesis: window.speechSynthesis, Utterance: window.SpeechSynthesisUtterance };
}

// Whether the device has a voice for the page's language, and then it reads.
export async function read(text, language) {
  const { synthesis, Utterance } = device();
  if (!synthesis || !Utterance) return false;
  const voice = voiceOf(language, await voices(synthesis));
  if (!voice) return false;
  synthesis.cancel();
  read.kept = Object.assign(new Utterance(text), { voice: voice, lang: voice.lang, rate: 0.95 }); // or the browser may throw it away while it speaks
  synthesis.speak(read.kept);
  return true;
}

// Some devices know their voices only a moment after they were first asked.
function voices(synthesis) {
  const ready = synthesis.getVoices();
  if (ready.length || !synthesis.addEventListener) return Promise.resolve(ready);
  return new Promise((done) => {
    synthesis.addEventListener("voiceschanged", () => done(synthesis.getVoices()), { once: true });
    setTimeout(() => done(synthesis.getVoices()), 800);
  });
}

export function hush() {
  const { synthesis } = device();
  if (synthesis) synthesis.cancel();
}

function voiceOf(language, voices) {
  const plain = (one) => one.lang.toLowerCase().replace(/_/g, "-");
  for (const tag of TAGS[language] || ["en"]) {
    const found = voices.find((one) => plain(one).startsWith(tag));
    if (found) return found;
  }
  return null;
}
