// Takes or chooses a picture for a form. Only an app that asks for pictures has this file: whoever publishes it must tell WeChat what they are for.
const { t } = require("./language.js");
const { confirm } = require("./runtime.js");

const WIDTH = 900;

// A picture from the camera or the album, made small enough to keep, as a data URL.
function takePicture(then) {
  wx.chooseMedia({
    count: 1,
    mediaType: ["image"],
    sizeType: ["compressed"],
    success: (chosen) => makeSmall(chosen.tempFiles[0].tempFilePath, then),
    fail: (fault) => /cancel/i.test(fault.errMsg) || confirm(t("pictures_refused"), () => wx.openSetting({})),
  });
}

function makeSmall(path, then) {
  wx.compressImage({
    src: path,
    quality: 70,
    compressedWidth: WIDTH,
    success: (small) => then(dataUrl(small.tempFilePath)),
    fail: () => then(dataUrl(path)),
  });
}

function dataUrl(path) {
  const kind = /\.png$/i.test(path) ? "png" : "jpeg";
  return `data:image/${kind};base64,` + wx.getFileSystemManager().readFileSync(path, "base64");
}

module.exports = { takePicture };
