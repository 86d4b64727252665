// If a file has a slip of the pen, say which and where, in place of an empty page.
addEventListener("error", function (event) {
  if (!event.message || document.querySelector("[data-screen]")) return;
  var file = String(event.filename || "").split("/").pop() || document.title;
  var line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.className = "say";
  line.textContent = file + ", " + event.lineno + ": " + event.message;
  document.body.prepend(line);
});
