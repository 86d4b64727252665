// A canvas of the page to draw on: <canvas class="sheet" type="2d"></canvas>

// A promise of the node of the first that fits a selector such as ".sheet".
function canvasOf(selector) {
  return new Promise((done, failed) => {
    wx.createSelectorQuery()
      .select(selector)
      .fields({ node: true })
      .exec(([found]) => (found ? done(found.node) : failed(new Error(selector))));
  });
}

module.exports = { canvasOf };
