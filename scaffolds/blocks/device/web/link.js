// The page's line to a device, whichever way it goes. Both ends speak lines of text, "name:value": a reading comes in, a command goes out.
//   const link = await open("usb", { line(text), gone() });   link.name   link.send("lamp:1")   link.close()
// What goes wrong is thrown as an Error whose message is the key of a sentence: why_none, why_busy, why_forbidden, why_lost.

// Each way comes when it is taken.
const WAYS = {
  usb: async () => (await import("./serial.js")).openSerial,
  bluetooth: async () => (await import("./bluetooth.js")).openBluetooth,
  pretend: async () => (await import("./simulated.js")).openSimulated,
};
const REASONS = { NotFoundError: "why_none", SecurityError: "why_forbidden", NotAllowedError: "why_forbidden", InvalidStateError: "why_busy", NetworkError: "why_busy" };

// The ways that this browser, in this place, can go besides the pretend one.
export function ways() {
  const sealed = self.origin === "null" && location.protocol !== "file:";
  return { usb: !sealed && "serial" in navigator, bluetooth: !sealed && "bluetooth" in navigator, sealed: sealed };
}

export async function open(way, ears, about) {
  try {
    const begin = await WAYS[way]();
    return await begin(ears, about);
  } catch (lost) {
    throw new Error(REASONS[lost.name] || "why_lost");
  }
}
