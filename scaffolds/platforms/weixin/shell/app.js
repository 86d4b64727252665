// Begins the app: puts in the rows that it starts with.
const { forgetPictures } = require("./form.js");
const { open } = require("./store.js");

App({
  onLaunch() {
    open();
    forgetPictures();
  },
});
