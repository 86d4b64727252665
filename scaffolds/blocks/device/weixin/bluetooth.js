// A micro:bit nearby, by the phone's Bluetooth and the board's UART service. Both ends speak lines of text, "name:value".
//
//   const search = await look(seen)                          seen([{ id, name }, ...]) whenever another board is found; search.stop()
//   const link = await open(board, { line(text), gone() })   link.name   link.send("lamp:1")   link.close()
//
// What goes wrong is thrown as an Error whose message is the key of a sentence: bluetooth_off, why_forbidden, why_lost.
const { lineReader } = require("./lines.js");

const UART = "6E400001-B5A3-F393-E0A9-E50E24DCCA9E";
const NAMED = /^BBC micro:bit/;
// So many bytes go at a time.
const LONGEST = 20;
const PATIENCE = 10000;

async function look(seen) {
  const boards = [];
  const hear = ({ devices }) => {
    const more = devices.filter((one) => isBoard(one) && !boards.some((known) => known.id === one.deviceId));
    more.forEach((one) => boards.push({ id: one.deviceId, name: nameOf(one) }));
    if (more.length) seen(boards.slice());
  };
  try {
    await wx.openBluetoothAdapter({});
    wx.onBluetoothDeviceFound(hear);
    await wx.startBluetoothDevicesDiscovery({ allowDuplicatesKey: false });
  } catch (fault) {
    wx.offBluetoothDeviceFound();
    throw new Error(reason(fault));
  }
  return { stop: stopLooking };
}

function stopLooking() {
  wx.offBluetoothDeviceFound();
  wx.stopBluetoothDevicesDiscovery({ complete() {} });
}

function isBoard(device) {
  return NAMED.test(nameOf(device)) || (device.advertisServiceUUIDs || []).some((id) => id.toUpperCase() === UART);
}

function nameOf(device) {
  return device.localName || device.name || "";
}

async function open(board, ears) {
  try {
    await wx.createBLEConnection({ deviceId: board.id, timeout: PATIENCE });
    const air = { id: board.id, ...(await endsOf(board.id)), last: Promise.resolve() };
    await listen(air, ears);
    return { name: board.name || "Bluetooth", send: (text) => send(air, text + "\n"), close: () => close(air) };
  } catch (fault) {
    wx.closeBLEConnection({ deviceId: board.id, complete() {} });
    throw new Error(reason(fault));
  }
}

// Which of the two is for reading differs from maker to maker, so each is asked what it can do.
async function endsOf(id) {
  const { services } = await wx.getBLEDeviceServices({ deviceId: id });
  const uart = services.find((one) => one.uuid.toUpperCase() === UART);
  if (!uart) throw new Error("no UART");
  const { characteristics } = await wx.getBLEDeviceCharacteristics({ deviceId: id, serviceId: uart.uuid });
  const reads = characteristics.find((one) => one.properties.notify || one.properties.indicate);
  const writes = characteristics.find((one) => one.properties.write || one.properties.writeNoResponse);
  if (!reads || !writes) throw new Error("no UART");
  return { service: uart.uuid, reads: reads.uuid, writes: writes.uuid };
}

async function listen(air, ears) {
  const take = lineReader(ears.line);
  air.hear = (told) => told.deviceId === air.id && take(String.fromCharCode(...new Uint8Array(told.value)));
  air.watch = (told) => {
    if (told.deviceId !== air.id || told.connected) return;
    forget(air);
    ears.gone();
  };
  wx.onBLECharacteristicValueChange(air.hear);
  wx.onBLEConnectionStateChange(air.watch);
  try {
    await wx.notifyBLECharacteristicValueChange({ deviceId: air.id, serviceId: air.service, characteristicId: air.reads, state: true });
  } catch (fault) {
    forget(air);
    throw fault;
  }
}

// Piece after piece; names and numbers are plain letters, a byte each.
function send(air, text) {
  for (let at = 0; at < text.length; at += LONGEST) {
    const piece = Uint8Array.from(text.slice(at, at + LONGEST).split("").map((letter) => letter.charCodeAt(0))).buffer;
    const write = () => wx.writeBLECharacteristicValue({ deviceId: air.id, serviceId: air.service, characteristicId: air.writes, value: piece });
    air.last = air.last.catch(() => {}).then(write);
  }
  return air.last;
}

function forget(air) {
  wx.offBLECharacteristicValueChange();
  wx.offBLEConnectionStateChange();
}

function close(air) {
  forget(air);
  wx.closeBLEConnection({ deviceId: air.id, complete() {} });
}

// WeChat's numbers: https://developers.weixin.qq.com/miniprogram/dev/api/device/bluetooth/wx.openBluetoothAdapter.html
function reason(fault) {
  if (/auth|permission|privacy/i.test(fault.errMsg)) return "why_forbidden";
  return [10000, 10001, 10009, 10016].includes(fault.errCode) ? "bluetooth_off" : "why_lost";
}

module.exports = { look, open };
