// What this device has shown before. It is remembered in this browser alone; where nothing may be remembered, nothing is called new.

const MOST = 1000;
const before = {};

// Those of the ids that were not there at the last visit. The first visit of all finds nothing new.
export function newOnes(key, ids) {
  if (!(key in before)) before[key] = recall(key);
  remember(key, ids.slice(-MOST));
  return before[key] ? ids.filter((id) => before[key].indexOf(id) < 0) : [];
}

function recall(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return Array.isArray(found) ? found : null;
  } catch (forbidden) {
    return null;
  }
}

function remember(key, ids) {
  try {
    localStorage.setItem(key, JSON.stringify(ids));
  } catch (forbidden) {
    // a closed frame or a full browser: then nothing is new
  }
}
