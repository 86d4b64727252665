// Checks what somebody typed, field by field. Every screen's rules use it, on every platform.

const LONGEST = { text: 120, long_text: 2000, person: 60, place: 120, phone: 30 };
const PHOTO_LONGEST = 1500000;

// {ok: true, row} with the values trimmed and typed, or a refusal that says which field and why.
export function checkFields(fields, input) {
  const given = input && typeof input === "object" ? input : {};
  const row = {};
  for (const field of fields) {
    const checked = checkField(field, given[field.name]);
    if (!checked.ok) return checked;
    if (checked.value !== undefined) row[field.name] = checked.value;
  }
  return { ok: true, row: row };
}

// The same for one field: {ok: true, value}; value is undefined where nothing was given and nothing need be.
export function checkField(field, given) {
  const value = typeof given === "string" ? given.trim() : flat(given);
  if (isEmpty(value)) {
    if (field.type === "yes_no") return { ok: true, value: false };
    return field.required ? refuse(field, "empty") : { ok: true, value: undefined };
  }
  if (field.choices && field.choices.length) return checkChoice(field, value);
  return (CHECKS[field.type] || checkText)(field, value);
}

// A list or an object is no value of any kind, and some cannot even be turned into text.
function flat(given) {
  return Object(given) === given ? NaN : given;
}

// Spaces and invisible characters alone are no answer.
function isEmpty(value) {
  if (value === undefined || value === null) return true;
  return typeof value === "string" && value.replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/g, "") === "";
}

// A choice is kept as the word in the app's first language, whichever language it was picked in.
export function choiceKey(choice) {
  return typeof choice === "string" ? choice : choice[Object.keys(choice)[0]];
}

// Two words that a person would call the same: "Mrs Chan" and " mrs chan".
export function same(a, b) {
  return plain(a) === plain(b);
}

function plain(value) {
  return String(value === undefined || value === null ? "" : value).trim().replace(/\s+/g, " ").toLowerCase();
}

const CHECKS = {
  number: checkNumber, money: checkMoney, date: checkDate, time: checkTime, choice: checkChoice,
  yes_no: checkYesNo, photo: checkPhoto, rating: checkRating, phone: checkPhone,
};

function refuse(field, why, values) {
  return { ok: false, why: why, field: field.name, with: Object.assign({ field: field.label }, values) };
}

function checkText(field, value) {
  if (typeof value !== "string" && !Number.isFinite(value)) return refuse(field, "not_text");
  const longest = LONGEST[field.type] || LONGEST.text;
  const text = String(value).replace(/\u0000/g, "");
  if (text.length > longest) return refuse(field, "too_long", { longest: longest });
  return { ok: true, value: text };
}

// Digits typed with a Chinese keyboard (１２) count as digits.
function checkNumber(field, value) {
  const text = String(value).replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/,/g, "");
  const number = /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (typeof value === "boolean" || !isFinite(number) || Math.abs(number) > 1e12) return refuse(field, "not_a_number");
  return { ok: true, value: number };
}

function checkMoney(field, value) {
  const checked = checkNumber(field, String(value).replace(/^(HK\$|[$¥￥€£])\s*/i, ""));
  if (!checked.ok) return checked;
  if (checked.value < 0) return refuse(field, "below_zero");
  return { ok: true, value: Math.round(checked.value * 100) / 100 };
}

function checkRating(field, value) {
  const checked = checkNumber(field, value);
  const whole = checked.ok && Math.floor(checked.value) === checked.value;
  return whole && checked.value >= 1 && checked.value <= 5 ? checked : refuse(field, "not_a_rating");
}

function checkDate(field, value) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value));
  if (!parts) return refuse(field, "not_a_date");
  const day = new Date(Date.UTC(+parts[1], +parts[2] - 1, +parts[3]));
  return day.toISOString().slice(0, 10) === parts[0] ? { ok: true, value: parts[0] } : refuse(field, "not_a_date");
}

function checkTime(field, value) {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value)) ? { ok: true, value: String(value) } : refuse(field, "not_a_time");
}

function checkChoice(field, value) {
  const found = (field.choices || []).map(choiceKey).filter((key) => key === value);
  return found.length ? { ok: true, value: found[0] } : refuse(field, "not_a_choice");
}

function checkYesNo(field, value) {
  if (value === true || value === "true" || value === "on") return { ok: true, value: true };
  return value === false || value === "false" ? { ok: true, value: false } : refuse(field, "not_a_choice");
}

function checkPhone(field, value) {
  const text = String(value);
  const digits = text.replace(/\D/g, "").length;
  return /^[-+() \d]{1,30}$/.test(text) && digits >= 3 ? { ok: true, value: text } : refuse(field, "not_a_phone");
}

function checkPhoto(field, value) {
  if (!/^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=]+$/.test(String(value))) return refuse(field, "not_a_photo");
  return String(value).length <= PHOTO_LONGEST ? { ok: true, value: String(value) } : refuse(field, "photo_too_big");
}
