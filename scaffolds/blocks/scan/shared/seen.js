// A camera sees a code many times in a second, and each card is meant once.

const SAME_AFTER = 3000; // milliseconds out of sight

// isNew(code, now): false while the same code stays in view.
export function watcher() {
  const last = { code: "", at: 0 };
  return (code, now) => {
    const isNew = code !== last.code || now - last.at > SAME_AFTER;
    last.code = code;
    last.at = now;
    return isNew;
  };
}
