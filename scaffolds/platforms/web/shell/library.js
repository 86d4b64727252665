// Brings a library of vendor/ when it is first needed: the page opens without it.

import { LIBRARIES } from "./libraries.js";

const coming = {};

// A promise of the library's global.
export function library(name) {
  coming[name] = coming[name] || load(name).catch((lost) => {
    delete coming[name]; // asked again, it is tried again
    throw lost;
  });
  return coming[name];
}

async function load(name) {
  const inside = document.getElementById("library-" + name);
  const about = LIBRARIES[name];
  if (inside) run(inside);
  else await Promise.all([script("vendor/" + name + ".js"), about.style ? style("vendor/" + name + ".css") : null]);
  return window[about.global];
}

// The page that holds the whole app holds its libraries as text.
function run(inside) {
  const element = document.createElement("script");
  element.textContent = inside.textContent;
  document.head.append(element);
}

function script(address) {
  return arrived(Object.assign(document.createElement("script"), { src: address }));
}

function style(address) {
  return arrived(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
}

function arrived(element) {
  return new Promise((done, lost) => {
    element.onload = done;
    element.onerror = () => lost(new Error(element.src || element.href));
    document.head.append(element);
  });
}
