// In the browser, on a page that was just opened: lines of the app's styles that a view passes over, since it knows no such name or no
// such value, and whether the page sets its data without end.
(async () => {
  const DECLARATION = /(?:^|[{};])\s*(-{0,2}[\w-]+)\s*:\s*([^;{}]+?)\s*(?=[;}])/g;
  const bare = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/url\([^)]*\)/g, "none").replace(/@font-face\s*\{[^}]*\}/g, "");
  const linesOf = (text) => [...bare(text).matchAll(/\{([^{}]*)\}/g)].flatMap(([, body]) => [...`${body};`.matchAll(DECLARATION)]);
  const understood = (name, value) => CSS.supports(name, value.replace(/\s*!important$/, ""));

  // At most this often in so many turns: nobody has touched the page yet. A turn is as long as it takes until a timer of ten
  // milliseconds has its turn, so that what sets its data without end has one in each, however slow the machine is.
  const MOST = 5;
  const TURNS = 10;
  const timesSet = async () => {
    let times = 0;
    const { setData } = page;
    page.setData = (...given) => (times += 1) && setData.apply(page, given);
    for (let n = 0; n < TURNS; n++) await new Promise((done) => setTimeout(done, 10));
    return times;
  };

  const passedOver = Object.entries(STYLES).flatMap(([path, text]) =>
    linesOf(text).filter(([, name, value]) => !understood(name, value)).map(([, name, value]) => `${path}.wxss: a view does not understand ${name}: ${value}`),
  );
  return (await timesSet()) > MOST ? [...passedOver, `${FIRST}: sets its data without end`] : passedOver;
})();
