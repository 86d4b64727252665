// Drawings to begin with, until the owner takes a picture of the real place. The lines are drawn in a width of 1000.

const WORDS = {
  board: { en: "Board", "zh-Hant": "黑板", "zh-Hans": "黑板" }, door: { en: "Door", "zh-Hant": "門", "zh-Hans": "门" },
  teacher: { en: "Teacher", "zh-Hant": "老師", "zh-Hans": "老师" }, kitchen: { en: "Kitchen", "zh-Hant": "廚房", "zh-Hans": "厨房" },
  bath: { en: "Bathroom", "zh-Hant": "浴室", "zh-Hans": "浴室" }, living: { en: "Living room", "zh-Hant": "客廳", "zh-Hans": "客厅" },
  room: { en: "Bedroom", "zh-Hant": "睡房", "zh-Hans": "卧室" }, corridor: { en: "Corridor", "zh-Hant": "走廊", "zh-Hans": "走廊" },
  hall: { en: "Hall", "zh-Hant": "禮堂", "zh-Hans": "礼堂" }, library: { en: "Library", "zh-Hant": "圖書館", "zh-Hans": "图书馆" },
  playground: { en: "Playground", "zh-Hant": "操場", "zh-Hans": "操场" }, stairs: { en: "Stairs", "zh-Hant": "樓梯", "zh-Hans": "楼梯" },
  park: { en: "Park", "zh-Hant": "公園", "zh-Hans": "公园" },
};

const desks = () => [260, 400, 540].map((y) => [110, 300, 490, 680].map((x) => ["thing", `M${x} ${y}h160v84h-160z`])).reduce((all, one) => all.concat(one), []);
const rooms = (y) => [90, 255, 420, 585].map((x) => ["floor", `M${x} ${y}h165v170h-165z`]);

// Each: its height, lines (kind, path) and words (x, y, key).
const GROUNDS = {
  classroom: () => ({
    height: 720,
    lines: [["floor", "M50 50h900v620H50z"], ["thing", "M280 62h440v46H280z"], ["thing", "M150 130h170v80H150z"], ["gap", "M950 90v120"], ["gap", "M950 520v110"], ["wall", "M950 90h-90M950 630h-90"]].concat(desks()),
    words: [[500, 96, "board"], [235, 180, "teacher"], [895, 165, "door"], [895, 590, "door"]],
  }),
  flat: () => ({
    height: 760,
    lines: [["floor", "M60 60h880v640H60z"], ["wall", "M60 420h320M500 420h440M380 60v240M380 360v60M640 420v120M640 620v80M700 60v250M700 370v50"], ["gap", "M60 560v90"],
      ["thing", "M90 90h150v190H90z"], ["thing", "M440 90h200v60H440z"], ["thing", "M740 90h170v60H740z"], ["thing", "M250 560h180v70H250z"], ["thing", "M240 470h200v40H240z"], ["thing", "M700 600h200v70H700z"]],
    words: [[220, 350, "room"], [540, 350, "room"], [820, 260, "bath"], [345, 675, "living"], [800, 520, "kitchen"], [110, 612, "door"]],
  }),
  school: () => ({
    height: 760,
    lines: [["floor", "M90 60h820v640H90z"], ["path", "M90 230h820v80H90z"], ["floor", "M750 60h160v170H750z"], ["floor", "M90 310h330v390H90z"], ["floor", "M750 310h160v390H750z"], ["green", "M420 310h330v390H420z"]]
      .concat(rooms(60)).concat([["wall", "M770 80h120M770 102h120M770 124h120M770 146h120M770 168h120"], ["wall", "M455 370h260v280H455zM455 510h260"]]),
    words: [[172, 155, "1A"], [337, 155, "1B"], [502, 155, "1C"], [667, 155, "1D"], [450, 280, "corridor"], [255, 515, "hall"], [830, 515, "library"], [585, 450, "playground"], [830, 222, "stairs"]],
  }),
  street: () => ({
    height: 760,
    lines: [["ground", "M0 0h1000v760H0z"], ["path", "M0 300h1000v90H0z"], ["path", "M300 0h80v760h-80z"], ["path", "M700 390h70v370h-70z"], ["path", "M0 600h300v60H0z"], ["lane", "M0 345h280M400 345h600M340 0v280M340 410v350M735 410v350"],
      ["floor", "M30 30h240v110H30z"], ["floor", "M30 160h110v120H30z"], ["floor", "M160 160h110v120H160z"], ["floor", "M410 30h150v250H410z"], ["floor", "M580 30h180v110H580z"], ["floor", "M580 160h180v120H580z"], ["floor", "M790 30h180v250H790z"],
      ["floor", "M30 410h240v170H30z"], ["floor", "M30 680h240v60H30z"], ["floor", "M790 410h180v140H790z"], ["floor", "M790 570h180v170H790z"], ["green", "M410 410h260v330H410z"],
      ["tree", "M450 470a26 26 0 1 0 .1 0M620 450a26 26 0 1 0 .1 0M600 650a26 26 0 1 0 .1 0M460 660a26 26 0 1 0 .1 0"]],
    words: [[540, 590, "park"]],
  }),
};

// A drawing by its name: its height, its lines [kind, path] and its words {x, y, words} in the app's language.
export function planOf(name, language) {
  const plan = (GROUNDS[name] || GROUNDS.street)();
  return Object.assign({}, plan, { words: plan.words.map((word) => ({ x: word[0], y: word[1], words: said(word[2], language) })) });
}

function said(key, language) {
  return WORDS[key] ? WORDS[key][language] || WORDS[key].en : key;
}
