// NFC tags, on phones whose browser reads them.

export function canRead() {
  return "NDEFReader" in window;
}

// Waits for tags until `end()` of what it gives is called: found(code), failed().
export async function listen(found, failed) {
  const stop = new AbortController();
  try {
    const reader = new window.NDEFReader();
    reader.onreading = (event) => found(textOf(event));
    await reader.scan({ signal: stop.signal });
  } catch (refused) {
    failed();
  }
  return { end: () => stop.abort() };
}

// The words on the tag, else the tag's own number.
function textOf(event) {
  const records = Array.from(event.message.records);
  const words = records.find((one) => one.recordType === "text" || one.recordType === "url");
  return words ? new TextDecoder(words.encoding || "utf-8").decode(words.data) : event.serialNumber;
}
