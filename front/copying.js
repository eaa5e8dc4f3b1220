// A button beside each piece of code that copies it; browsers allow it on https and on one's own machine.
export function copyButtons() {
  if (!navigator.clipboard) return;
  const template = document.querySelector("template.copy");
  document.querySelectorAll(".client-code pre").forEach((code) => {
    const [button, status] = template.content.cloneNode(true).children;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      status.textContent = button.dataset.done;
    });
    code.before(button, status);
  });
}
