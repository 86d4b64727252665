// Finds a code in a picture: by the browser itself where it can, else by a library that comes when it is needed.

const FORMATS = ["QR_CODE", "DATA_MATRIX", "AZTEC", "EAN_13", "EAN_8", "UPC_A", "UPC_E", "CODE_128", "CODE_39", "ITF", "CODABAR"];

// A promise of `read(canvas)`, itself a promise of the code's text or "".
export async function decoder(library) {
  return (await ofTheBrowser()) || ofTheLibrary(await library("zxing"));
}

async function ofTheBrowser() {
  const Detector = window.BarcodeDetector;
  const formats = Detector ? await Detector.getSupportedFormats().catch(() => []) : [];
  if (formats.indexOf("qr_code") < 0) return null;
  const detector = new Detector({ formats: formats.filter((format) => format !== "unknown") });
  return async (canvas) => {
    const found = await detector.detect(canvas).catch(() => []);
    return found.length ? found[0].rawValue : "";
  };
}

function ofTheLibrary(Z) {
  const reader = new Z.MultiFormatReader();
  const hints = new Map([[Z.DecodeHintType.POSSIBLE_FORMATS, FORMATS.map((name) => Z.BarcodeFormat[name])], [Z.DecodeHintType.TRY_HARDER, true]]);
  return async (canvas) => {
    try {
      const light = new Z.HTMLCanvasElementLuminanceSource(canvas);
      return reader.decode(new Z.BinaryBitmap(new Z.HybridBinarizer(light)), hints).getText();
    } catch (nothing) {
      return ""; // it throws where there is no code
    }
  };
}
