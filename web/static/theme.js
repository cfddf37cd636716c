// Brightness: the system's, light or dark, in turn. Kept in a cookie, so that the server sends the page right at once.

const button = document.querySelector("[data-theme-switch]");
const names = { "": button.dataset.system, light: button.dataset.light, dark: button.dataset.dark };
const order = ["", "light", "dark"];

function show(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  button.querySelector("[data-name]").textContent = names[theme];
}

button.hidden = false;
show(document.documentElement.dataset.theme ?? "");
button.addEventListener("click", () => {
  const theme = order[(order.indexOf(document.documentElement.dataset.theme ?? "") + 1) % order.length];
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? 31536000 : 0}; samesite=lax`;
  show(theme);
});
