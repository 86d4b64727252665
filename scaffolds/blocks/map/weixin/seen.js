// The frame in which the ground is seen, and which spot of it a finger or the middle of the frame is at. Positions are hundredths of the ground.

const PAGE_EDGES = 64 / 750;
const HIGH = 0.48;
const LOW = 0.32;

// Sizes in pixels: the frame's, and the ground's in it. While a form is open the frame is low.
function sizes(shape, zoom, low) {
  const { windowWidth, windowHeight } = wx.getWindowInfo();
  const wide = windowWidth * (1 - PAGE_EDGES);
  const high = Math.min(wide / shape, windowHeight * (low ? LOW : HIGH));
  const groundWide = Math.min(wide, high * shape) * zoom;
  return { wide: wide, high: high, groundWide: groundWide, groundHigh: groundWide / shape };
}

// How far to scroll so that a position lies in the middle.
function scrolledTo(position, size) {
  return {
    scrollLeft: Math.max(0, (position.left / 100) * size.groundWide - size.wide / 2),
    scrollTop: Math.max(0, (position.top / 100) * size.groundHigh - size.high / 2),
  };
}

// A promise of the position under a finger.
async function under(touch) {
  const { ground } = await places();
  return within(ground, touch.clientX, touch.clientY);
}

// A promise of the position in the middle of the frame.
async function inTheMiddle() {
  const { ground, frame } = await places();
  return within(ground, (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2);
}

function within(ground, x, y) {
  return { left: (100 * (x - ground.left)) / ground.width, top: (100 * (y - ground.top)) / ground.height };
}

function places() {
  return new Promise((done) => {
    const query = wx.createSelectorQuery();
    query.select(".ground").boundingClientRect();
    query.select(".frame").boundingClientRect();
    query.exec(([ground, frame]) => done({ ground: ground, frame: frame }));
  });
}

module.exports = { inTheMiddle, scrolledTo, sizes, under };
