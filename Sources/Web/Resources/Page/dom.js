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

/** Words from outside, kept from reordering what stands around them. */
export function outside(text, tag = 'bdi', properties = {}) {
  return element(tag, { dir: 'auto', ...properties, class: ('outside ' + (properties.class ?? '')).trim(), text });
}

/** A button that never submits a form. */
export function button(properties, ...children) {
  return element('button', { type: 'button', ...properties }, ...children);
}

/** Sets text only when it differs, so that screen readers are not told again. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
