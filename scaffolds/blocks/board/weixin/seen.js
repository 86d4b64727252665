// What this phone has shown before. It is remembered on this phone alone; where nothing may be remembered, nothing is called new.

const MOST = 1000;
const before = {};

// Those of the ids that were not there at the last visit. The first visit of all finds nothing new.
function newOnes(key, ids) {
  if (!(key in before)) before[key] = wx.getStorageSync(key) || null;
  remember(key, ids.slice(-MOST));
  return before[key] ? ids.filter((id) => !before[key].includes(id)) : [];
}

function remember(key, ids) {
  try {
    wx.setStorageSync(key, ids);
  } catch (noRoom) {
    // A full phone: then nothing is new.
  }
}

module.exports = { newOnes };
