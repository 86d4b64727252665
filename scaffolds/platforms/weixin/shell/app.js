// Begins the app: puts in the rows that it starts with, and gives the tabs their words.
const { open } = require("./store.js");
const { nameTabs } = require("./language.js");

App({
  onLaunch() {
    open();
    nameTabs();
  },
});
