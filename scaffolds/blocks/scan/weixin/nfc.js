// NFC tags, on phones with Android: WeChat reads none on others.

const BEGINNINGS = ["", "http://www.", "https://www.", "http://", "https://", "tel:", "mailto:"];

function canRead() {
  return Boolean(wx.getNFCAdapter) && wx.getDeviceInfo().platform === "android";
}

// Waits for tags until end() of what it gives is called: found(code) at each, failed() where this phone cannot.
function listen(found, failed) {
  const adapter = wx.getNFCAdapter();
  const heard = (tag) => found(textOf(tag));
  adapter.onDiscovered(heard);
  adapter.startDiscovery({ fail: () => failed() });
  return {
    end() {
      adapter.offDiscovered(heard);
      adapter.stopDiscovery({});
    },
  };
}

// The words on the tag, else the tag's own number.
function textOf(tag) {
  const records = [].concat(...(tag.messages || []).map((one) => one.records || [one]));
  const found = records.map(wordsOf).find((words) => words);
  return found || bytesOf(tag.id).map((byte) => ("0" + byte.toString(16)).slice(-2)).join(":");
}

// Kinds T and U of the NFC Forum: a language and then words, or a beginning by its number and then the rest of an address.
function wordsOf(record) {
  const kind = utf8(bytesOf(record.type));
  const bytes = bytesOf(record.payload);
  if (kind === "T") return utf8(bytes.slice(1 + (bytes[0] & 63)));
  return kind === "U" ? (BEGINNINGS[bytes[0]] || "") + utf8(bytes.slice(1)) : "";
}

function bytesOf(buffer) {
  return Array.from(new Uint8Array(buffer || new ArrayBuffer(0)));
}

function utf8(bytes) {
  try {
    return decodeURIComponent(bytes.map((byte) => "%" + ("0" + byte.toString(16)).slice(-2)).join(""));
  } catch (otherSigns) {
    return "";
  }
}

module.exports = { canRead, listen };
