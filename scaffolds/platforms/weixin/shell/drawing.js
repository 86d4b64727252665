// A drawing as the mask of a view: the view's own colours fill it, so that it is right in light and dark. A page binds it:
// style="-webkit-mask-image: {{drawing}}; mask-image: {{drawing}}".

// Of a path in a square or a box (such as "0 0 44 48"); `stroke` is the width of its line, `look` more of its attributes.
function drawing(path, box, stroke, look) {
  const line = stroke ? `stroke="#000" stroke-width="${stroke}" stroke-linecap="round" stroke-linejoin="round"` : "";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}"><path d="${path}" ${line} ${look || ""}/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

module.exports = { drawing };
