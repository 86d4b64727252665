// Pictures from the camera or the album, made small enough to keep, on this phone. Drawing them anew leaves out where and with what they were taken.
const { canvasOf } = require("../../canvas.js");
const { ENOUGH, HUGE, STEPS, drawSmall } = require("./small.js");

// A promise of { paths }, of none where somebody went back, or of { why }: the word that says why there are none.
function choose(most) {
  return new Promise((done) => {
    wx.chooseMedia({
      count: most,
      mediaType: ["image"],
      sizeType: ["compressed"],
      success: ({ tempFiles }) => done(tempFiles.some((file) => file.size > HUGE) ? { paths: [], why: "photo_huge" } : { paths: tempFiles.map((file) => file.tempFilePath) }),
      fail: (fault) => done({ paths: [], why: /cancel/i.test(fault.errMsg) ? "" : "photo_denied" }),
    });
  });
}

// A promise of { photo, path }, the picture as it is kept and a file that shows it, or of { why }. selector: of a <canvas type="2d"> on the page.
async function prepare(path, selector) {
  try {
    const canvas = await canvasOf(selector);
    return await smallest(canvas, await pictureOf(canvas, path));
  } catch (unreadable) {
    return { why: "photo_unreadable" };
  }
}

async function smallest(canvas, picture) {
  let made = { photo: "", path: "" };
  for (let n = 0; n < STEPS.length && (!made.photo || made.photo.length > ENOUGH); n += 1) {
    const [side, quality] = STEPS[n];
    drawSmall(canvas, picture, side);
    made = await kept(canvas, quality);
  }
  return made;
}

async function kept(canvas, quality) {
  const size = { width: canvas.width, height: canvas.height, destWidth: canvas.width, destHeight: canvas.height };
  const { tempFilePath } = await wx.canvasToTempFilePath({ canvas: canvas, ...size, fileType: "jpg", quality: quality });
  return { photo: "data:image/jpeg;base64," + wx.getFileSystemManager().readFileSync(tempFilePath, "base64"), path: tempFilePath };
}

function pictureOf(canvas, path) {
  return new Promise((done, failed) => {
    const picture = canvas.createImage();
    picture.onload = () => done(picture);
    picture.onerror = failed;
    picture.src = path;
  });
}

module.exports = { choose, prepare };
