// The scanner of WeChat itself: it fills the screen, has a light, and reads pictures of the album too.

// A promise of { code } or { why }, the word of what went wrong; of {} where somebody went back.
function readOne() {
  return new Promise((done) => {
    wx.scanCode({
      scanType: ["qrCode", "barCode", "datamatrix", "pdf417"],
      success: (read) => done({ code: read.result }),
      fail: (fault) => done(reason(fault.errMsg)),
    });
  });
}

function reason(said) {
  if (/cancel/i.test(said)) return {};
  return { why: /auth|den(y|ied)|permission/i.test(said) ? "camera_denied" : "no_camera" };
}

module.exports = { readOne };
