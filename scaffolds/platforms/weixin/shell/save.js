// Hands a text over as a file: WeChat lets you send it to a chat of yours, your own file box among them.
const { t } = require("./language.js");
const { toast } = require("./runtime.js");

function save(text, name) {
  const path = `${wx.env.USER_DATA_PATH}/${name}`;
  wx.getFileSystemManager().writeFile({
    filePath: path,
    data: text,
    encoding: "utf8",
    success: () => wx.shareFileMessage({ filePath: path, fileName: name, fail: stayed }),
    fail: () => toast(t("full")),
  });
}

// Nobody was chosen to send it to: the file stays here.
function stayed() {}

module.exports = { save };
