// Where the rows are kept: on this phone, or for everybody in the cloud that settings.js names. Both can do the same:
// open() begins; rows() and owner() are what rules are given; write(changes, label, onLost) is a promise of "done", "moved", "never"
// (its answer was lost, and it was not written) or the word that says why not; onLost(word) is called while that is not known; state() is "" or the word that pages show at their top; watch(page, moved) calls moved() when there
// is something new to show, until rest(page); shared says which of the two it is.
const { CLOUD } = require("./settings.js");

module.exports = CLOUD ? require("./cloud.js") : require("./phone.js");
