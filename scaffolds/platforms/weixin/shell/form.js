// Filling in a form: what a page does when somebody types, picks, switches or takes a picture.
const { dateWords, now } = require("./clock.js");
const { language, t, text } = require("./language.js");
const { COLOUR } = require("./screens.js");

const KEYBOARDS = { number: "digit", money: "digit", phone: "number" };
const LONGEST = { text: 120, long_text: 2000, person: 60, place: 120, phone: 30 };
const PICTURE_WIDTH = 900;
const PICTURE = "picture-";

// The handlers that a page with a form takes in with `...form()`. data.form has what was given, by field name; data.shown how people read it.
function form() {
  return {
    typed(event) {
      set(this, event, event.detail.value);
    },
    switched(event) {
      set(this, event, event.detail.value);
    },
    picked(event) {
      set(this, event, event.detail.value, spoken(event.detail.value));
    },
    chosen(event) {
      const { keys, choices } = event.currentTarget.dataset;
      set(this, event, keys[event.detail.value], choices[event.detail.value]);
    },
    rated(event) {
      set(this, event, event.currentTarget.dataset.stars);
    },
    takePhoto(event) {
      const { name } = event.currentTarget.dataset;
      takePhoto((picture) => this.setData({ [`form.${name}`]: picture }));
    },
  };
}

function set(page, event, given, shown) {
  const { name } = event.currentTarget.dataset;
  page.setData(shown === undefined ? { [`form.${name}`]: given } : { [`form.${name}`]: given, [`shown.${name}`]: shown });
}

// A form as it opens: empty, or filled with a row that is to be changed.
function filled(fields, row) {
  const form = {};
  const shown = {};
  for (const field of fields) {
    const given = row ? row[field.name] : undefined;
    form[field.name] = given === undefined ? "" : given;
    shown[field.name] = field.type === "choice" ? choiceWords(field, given) : spoken(given);
  }
  return { form: form, shown: shown };
}

function spoken(given) {
  return /^\d{4}-\d{2}-\d{2}$/.test(given) ? dateWords(given, language) : given || "";
}

function choiceWords(field, key) {
  return text((field.choices || []).find((choice) => keyOf(choice) === key) || key);
}

// What is kept of a choice: its word in the app's first language.
function keyOf(choice) {
  return typeof choice === "object" ? Object.values(choice)[0] : choice;
}

// The fields by name, ready for parts/form.wxml: {name, label, hint, keyboard, longest, ...}.
function forPage(fields) {
  const found = {};
  for (const field of fields) found[field.name] = ready(field);
  return found;
}

function ready(field) {
  const choices = field.choices || [];
  return {
    name: field.name,
    label: text(field.label) + (field.unit ? ` (${field.unit})` : ""),
    hint: hint(field),
    placeholder: field.type === "date" || field.type === "time" || field.type === "choice" ? t("choose") : "",
    keyboard: KEYBOARDS[field.type] || "text",
    longest: LONGEST[field.type] || 140,
    keys: choices.map(keyOf),
    choices: choices.map(text),
    addPhoto: t("add_photo"),
    changePhoto: t("change_photo"),
    today: now().slice(0, 10),
    colour: COLOUR,
  };
}

function hint(field) {
  const parts = [];
  if (!field.required && field.type !== "yes_no") parts.push(t("optional"));
  if (field.private) parts.push(t("private"));
  return parts.join(t("list_comma"));
}

// A picture from the camera or the album, made small enough to keep, as a data URL.
function takePhoto(then) {
  wx.chooseMedia({
    count: 1,
    mediaType: ["image"],
    sizeType: ["compressed"],
    success(chosen) {
      wx.compressImage({
        src: chosen.tempFiles[0].tempFilePath,
        quality: 70,
        compressedWidth: PICTURE_WIDTH,
        success: (small) => then(dataUrl(small.tempFilePath)),
        fail: () => then(dataUrl(chosen.tempFiles[0].tempFilePath)),
      });
    },
  });
}

function dataUrl(path) {
  const kind = /\.png$/i.test(path) ? "png" : "jpeg";
  return `data:image/${kind};base64,` + wx.getFileSystemManager().readFileSync(path, "base64");
}

// A kept picture as a file: a page's data may hold 1 MB, which a few pictures would fill. On a full phone it stays what it is.
const paths = new Map();

function pictureFile(picture) {
  if (!paths.has(picture)) paths.set(picture, fileOf(picture));
  return paths.get(picture);
}

function fileOf(picture) {
  const [, kind, data] = /^data:image\/(\w+);base64,(.*)$/.exec(picture);
  const path = `${wx.env.USER_DATA_PATH}/${PICTURE}${checksum(data)}.${kind}`;
  const files = wx.getFileSystemManager();
  try {
    files.accessSync(path);
    return path;
  } catch (notThereYet) {
    return written(files, path, data) ? path : picture;
  }
}

function written(files, path, data) {
  try {
    files.writeFileSync(path, data, "base64");
    return true;
  } catch (noRoom) {
    return false;
  }
}

// Two sums over every sign, so that no picture stands in another's place.
function checksum(data) {
  let one = 2166136261;
  let other = 7;
  for (let i = 0; i < data.length; i += 1) {
    one = Math.imul(one ^ data.charCodeAt(i), 16777619);
    other = (Math.imul(other, 31) + data.charCodeAt(i)) | 0;
  }
  return `${data.length}-${one >>> 0}-${other >>> 0}`;
}

// When the app begins: pictures of rows that are gone need no room, and the others are made anew when they are shown.
function forgetPictures() {
  const files = wx.getFileSystemManager();
  try {
    const names = files.readdirSync(wx.env.USER_DATA_PATH).filter((name) => name.startsWith(PICTURE));
    names.forEach((name) => files.unlinkSync(`${wx.env.USER_DATA_PATH}/${name}`));
  } catch (notNow) {
    // They stay until the next time.
  }
}

module.exports = { choiceWords, filled, forgetPictures, form, forPage, pictureFile };
