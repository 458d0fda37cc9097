// Builds elements. Text goes in as text only: nothing here or elsewhere parses markup from a string.

/** An element: `properties` are attributes, but `class`, `text` (textContent) and `on` (listeners by event name). */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name === 'text') node.textContent = value;
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Characters that would be obeyed instead of shown: control codes and the overrides of writing direction. */
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Words from outside, kept from reordering what stands around them; what would be obeyed is shown as a mark. */
export function outside(text, tag = 'bdi', properties = {}) {
  return element(tag, { dir: 'auto', ...properties, class: ('outside ' + (properties.class ?? '')).trim(), text: String(text ?? '').replace(obeyed, '\ufffd') });
}

/** A button that never submits a form. */
export function button(properties, ...children) {
  return element('button', { type: 'button', ...properties }, ...children);
}

/** Sets text only when it differs, so that screen readers are not told again. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
