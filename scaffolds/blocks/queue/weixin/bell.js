// Says that it is somebody's turn: at the top of the page, by a shake of the phone, and by a sound where it was switched on.
const { chime } = require("../../chime.js");
const { text } = require("../../runtime.js");
const { titleWords } = require("./said.js");

const NOTES = [880, 660];

// The bell of one page; `label` is what the page is called when nobody is called. `view` is as in numbers.js.
function newBell(label) {
  let heard = null;
  let titled = null;
  let sound = false;

  // A call that was not there at the last look, or was made again. What was called before the page came into sight is no news.
  function isNews(one) {
    return heard !== null && heard[one.id] !== one.turn;
  }

  function ring() {
    if (sound) chime(NOTES);
    wx.vibrateLong({});
  }

  function title(wanted) {
    if (wanted === titled) return;
    titled = wanted;
    wx.setNavigationBarTitle({ title: wanted });
  }

  return {
    soundIsOn: () => sound,

    // It is heard at once.
    turnSound() {
      sound = !sound;
      if (sound) chime(NOTES);
    },

    // Looks at the newest calls: rings for one's own, or on the big screen for all.
    hear(view, forAll) {
      const { called, mine } = view;
      if (called.some((one) => isNews(one) && (forAll || mine.some((own) => own.id === one.id)))) ring();
      heard = {};
      for (const one of called) heard[one.id] = one.turn;
      title(titleWords(view, called, mine) || text(label));
    },

    rest() {
      heard = null;
      titled = null;
    },
  };
}

module.exports = { newBell };
