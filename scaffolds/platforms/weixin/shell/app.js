// Begins the app: puts in the rows that it starts with.
const { forgetPictures } = require("./form.js");
const { LISTED, SCREENS } = require("./screens.js");
const { open } = require("./store.js");

App({
  onLaunch() {
    open();
    forgetPictures();
  },

  // A card that was shared long ago may lead to a page that is no more: then the app opens where it begins.
  onPageNotFound() {
    const first = LISTED ? "all-screens" : SCREENS[0].id;
    wx.reLaunch({ url: `/pages/${first}/${first}` });
  },
});
