// The way to every screen, where there are too many for tabs.
const { home, text } = require("../../runtime.js");
const { SCREENS } = require("../../screens.js");

Page({
  ...home(),
  data: { screens: SCREENS.map((one) => ({ id: one.id, words: text(one.label) })), keepsOpen: false },

  goTo(event) {
    const { goto } = event.currentTarget.dataset;
    wx.navigateTo({ url: `/pages/${goto}/${goto}` });
  },
});
