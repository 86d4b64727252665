// A form whose words went out is empty again; what is typed anywhere else stays as it is.
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement: form, response } = event.detail.ctx;
  if (form?.matches("form[data-clear]") && response?.status < 300) for (const box of form.querySelectorAll("textarea")) box.value = "";
});
