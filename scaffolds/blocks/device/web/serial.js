// A board on a USB cable, by Web Serial (Chrome and Edge on a computer). A micro:bit speaks at 115200 baud.

import { lineReader } from "./lines.js";

const BAUD = 115200;

export async function openSerial(ears) {
  const port = await navigator.serial.requestPort();
  await port.open({ baudRate: BAUD });
  const cable = { port: port, writer: port.writable.getWriter(), reader: port.readable.getReader(), closed: false };
  listen(cable, ears);
  return { name: "USB", send: (text) => cable.writer.write(new TextEncoder().encode(text + "\n")), close: () => close(cable) };
}

// Reads until the cable is pulled out or the page lets go.
async function listen(cable, ears) {
  const take = lineReader(ears.line);
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const piece = await cable.reader.read();
      if (piece.done) break;
      take(decoder.decode(piece.value, { stream: true }));
    }
  } catch (lost) {
    // pulled out: said below
  }
  if (cable.closed) return;
  await close(cable);
  ears.gone();
}

// Each step by itself: what is gone already must not keep the rest from being let go.
async function close(cable) {
  cable.closed = true;
  const steps = [() => cable.reader.cancel(), () => cable.reader.releaseLock(), () => cable.writer.releaseLock(), () => cable.port.close()];
  for (const step of steps) {
    try {
      await step();
    } catch (lost) {
      // gone already
    }
  }
}
