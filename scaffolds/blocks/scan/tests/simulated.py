"""What a machine for tests does not have: a camera that sees a code, a browser's own reader of barcodes, a phone's NFC."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import segno
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import ARGS, PATIENCE, executable

WIDTH, HEIGHT = 640, 480

DETECTOR = """window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code", "ean_13"]; }
  async detect() { return [{ rawValue: "4891028164391" }]; }
};"""
"""A browser that reads barcodes itself; Chromium on Linux does not."""

TAG = """window.NDEFReader = class {
  async scan() {
    const data = new TextEncoder().encode("tag-7");
    setTimeout(() => this.onreading({ serialNumber: "04:a2", message: { records: [{ recordType: "text", encoding: "utf-8", data: data }] } }), 50);
  }
};"""
"""A phone that reads a tag as soon as it listens."""


def film(code: str, file: Path) -> Path:
    """A film (YUV4MPEG2) of one frame that shows the code's QR, for Chromium's fake camera."""
    matrix = [list(row) for row in segno.make(code, error="m", micro=False).matrix_iter(scale=9, border=4)]
    side = len(matrix)
    top, left = (HEIGHT - side) // 2, (WIDTH - side) // 2
    light = bytearray([235]) * (WIDTH * HEIGHT)
    for y, row in enumerate(matrix):
        start = (top + y) * WIDTH + left
        light[start : start + side] = bytes(16 if dark else 235 for dark in row)
    colour = bytes([128]) * (WIDTH * HEIGHT // 2)
    frame = b"FRAME\n" + bytes(light) + colour
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 2)
    return file


@contextlib.contextmanager
def camera_that_sees(code: str, folder: Path) -> Iterator[Browser]:
    """A browser whose camera shows the QR of a code and need not be allowed first."""
    expect.set_options(timeout=PATIENCE)
    seen = film(code, folder / "film.y4m")
    more = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={seen}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*ARGS, *more])
        try:
            yield browser
        finally:
            browser.close()
