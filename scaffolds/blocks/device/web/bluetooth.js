// A micro:bit nearby, by Web Bluetooth and its UART service (Chrome and Edge, on Android too).

import { lineReader } from "./lines.js";

const UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e";
const LONGEST = 20;

export async function openBluetooth(ears) {
  const device = await navigator.bluetooth.requestDevice({ filters: [{ namePrefix: "BBC micro:bit" }, { services: [UART] }], optionalServices: [UART] });
  const server = await device.gatt.connect();
  const air = Object.assign({ device: device, closed: false, last: Promise.resolve() }, await endsOf(server));
  await listen(air, ears);
  return { name: device.name || "Bluetooth", send: (text) => send(air, text + "\n"), close: () => close(air) };
}

// Which of the two is for reading differs from maker to maker, so each is asked what it can do.
async function endsOf(server) {
  const all = await (await server.getPrimaryService(UART)).getCharacteristics();
  const reads = all.find((one) => one.properties.notify || one.properties.indicate);
  const writes = all.find((one) => one.properties.write || one.properties.writeWithoutResponse);
  if (!reads || !writes) throw new Error("no UART");
  return { reads: reads, writes: writes };
}

async function listen(air, ears) {
  const take = lineReader(ears.line);
  const decoder = new TextDecoder();
  air.reads.addEventListener("characteristicvaluechanged", (event) => take(decoder.decode(event.target.value, { stream: true })));
  air.device.addEventListener("gattserverdisconnected", () => air.closed || ears.gone());
  await air.reads.startNotifications();
}

// Twenty bytes go at a time, one after another.
function send(air, text) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += LONGEST) {
    const piece = bytes.slice(at, at + LONGEST);
    air.last = air.last.catch(() => {}).then(() => (air.writes.writeValue ? air.writes.writeValue(piece) : air.writes.writeValueWithResponse(piece)));
  }
  return air.last;
}

function close(air) {
  air.closed = true;
  if (air.device.gatt.connected) air.device.gatt.disconnect();
}
