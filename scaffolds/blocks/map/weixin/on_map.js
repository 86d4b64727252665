// What a page with a map does: shows the ground with its places, goes closer and further away, and takes what is tapped. A page takes it in with
// `...onMap(rules, land, say)`: `land` is the outline of the earth that comes with the app, if one does; `say` says a word of the page's.
const { app, show } = require("../../runtime.js");
const { laid, namesFor, placed, spotAt } = require("./ground.js");
const { pin } = require("./place.js");
const { inTheMiddle, scrolledTo, sizes, under } = require("./seen.js");

const CLOSEST = { earth: 8, paper: 4 };
const WHOLE = { zoom: 1, scroll: { scrollLeft: 0, scrollTop: 0 } };

function onMap(rules, land, say) {
  return {
    // What the map lies on, as it was last sent to the page, and the shapes of pictures, by their ids.
    sent: "",
    lies: null,
    shapes: {},

    // The map says what the list says; while something is put on it, nothing else stands there.
    map(view, found, me) {
      const { ground, edges } = view;
      const { zoom, doing, asking, held, shownRows, picked } = this.data;
      const size = sizes(this.layOut(ground, edges).shape, zoom, doing !== "");
      const isShown = (one, n) => one.placed && one.ground === ground.id && (n < shownRows || one.row.id === picked);
      const pins = found.map((one, n) => (isShown(one, n) ? pin(view, one, n + 1) : null)).filter(Boolean);
      return {
        ...this.changedGround(ground),
        hasGround: true,
        size: size,
        label: say("map_label", { map: nameOf(ground, rules, say) }),
        names: namesFor(this.lies.names, zoom, size.groundWide, this.lies.shape),
        pins: doing || asking ? [] : pins,
        heldAt: held && held.ground === ground.id ? placed(held, ground, edges) : null,
        meAt: me && me.ground === ground.id ? placed(me, ground, edges) : null,
      };
    },

    layOut(ground, edges) {
      if (this.sent !== this.keyOf(ground)) this.lies = laid(ground, edges, land, this.shapes[ground.id]);
      return this.lies;
    },

    // Outlines are long: they are sent when another ground is shown.
    changedGround(ground) {
      if (this.sent === this.keyOf(ground)) return {};
      this.sent = this.keyOf(ground);
      return { ground: { ...this.lies, names: [], closest: ground.earth ? CLOSEST.earth : CLOSEST.paper } };
    },

    keyOf(ground) {
      return [ground.id, this.shapes[ground.id]].join(" ");
    },

    ground() {
      const all = rules.grounds(app());
      return all.find((one) => one.id === this.data.on) || all[0];
    },

    // A picture says how wide and high it is once it is there; by then it may have been taken away.
    measure(event) {
      const ground = this.ground();
      const { width, height } = event.detail;
      if (!ground) return;
      this.shapes = { ...this.shapes, [ground.id]: width / height };
      show(this);
    },

    lose() {
      this.setData({ lost: say("map_lost") });
    },

    // Closer or away; what was in the middle stays there.
    async zoom(event) {
      const position = await inTheMiddle();
      const times = event.currentTarget.dataset.way === "closer" ? 2 : 0.5;
      this.setData({ zoom: Math.min(this.data.ground.closest, Math.max(1, this.data.zoom * times)) });
      show(this);
      wx.nextTick(() => this.setData({ scroll: scrolledTo(position, this.data.size) }));
    },

    // A tap on the ground: where somebody is, or where a place is to stand.
    async tapGround(event) {
      const ground = this.ground();
      const spot = { ...spotAt(await under(event.changedTouches[0]), ground, rules.edgesOf(ground)), ground: ground.id };
      const { asking, doing } = this.data;
      if (!rules.inEdges(spot, ground)) return;
      if (asking) this.begin({ here: spot });
      else if (doing === "add" || doing === "put") this.hold(spot);
      else if (rules.mayAdd(app())) this.begin({ held: spot });
    },

    hold(spot) {
      this.setData({ held: spot });
      show(this);
    },

    async putInTheMiddle() {
      const ground = this.ground();
      this.hold({ ...spotAt(await inTheMiddle(), ground, rules.edgesOf(ground)), ground: ground.id });
    },

    // One step is the twelfth part of half of what is seen.
    nudge(event) {
      const ground = this.ground();
      const edges = rules.edgesOf(ground);
      const { held, size } = this.data;
      const step = ((edges.east - edges.west) * size.wide) / size.groundWide / 24;
      this.hold({ ...rules.nudged(held, event.currentTarget.dataset.way, step, ground), ground: ground.id });
    },
  };
}

// A map is called as its picture is; a drawing by what it shows.
function nameOf(ground, rules, say) {
  return ground.id ? ground.name : say("ground_" + rules.OUTLINE);
}

module.exports = { WHOLE, nameOf, onMap };
