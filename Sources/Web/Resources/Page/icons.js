// Line icons drawn for this page, 24 × 24, in the colour of the text around them.

const namespace = 'http://www.w3.org/2000/svg';

const drawings = {
  back: ['M15 5l-7 7 7 7'],
  bell: ['M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15z', 'M10 20.5a2 2 0 0 0 4 0'],
  write: ['M4 20l1-4L16 5l3 3L8 19z', 'M14 7l3 3'],
  service: ['M4 13v-1a8 8 0 0 1 16 0v1', 'M4 13.5h2.2v5H5a1 1 0 0 1-1-1z', 'M20 13.5h-2.2v5H19a1 1 0 0 0 1-1z', 'M18.5 18.5c0 1.7-2 2.5-5 2.5'],
  assistant: ['M12 3v3', 'M6 6h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-4l-3.5 3v-3H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z', 'M9 11v1.5', 'M15 11v1.5'],
  person: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6'],
  send: ['M4 12h13', 'M11.5 5.5 18 12l-6.5 6.5'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  end: ['M15 4h3a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-3', 'M10 8l-4 4 4 4', 'M6 12h9'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  checks: ['M2.5 12.5 7 17l9-9.5', 'M11.5 16l1 1 9-9.5'],
  clock: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M12 7.5V12l3 2'],
  retry: ['M20 11a8 8 0 0 0-14.5-4L4 9', 'M4 4v5h5', 'M4 13a8 8 0 0 0 14.5 4l1.5-2', 'M20 20v-5h-5'],
  trash: ['M5 7h14', 'M10 7V4.5h4V7', 'M7 7l.8 12.5h8.4L17 7'],
  book: ['M5 5.5A2.5 2.5 0 0 1 7.5 3H19v15H7.5A2.5 2.5 0 0 0 5 20.5z', 'M5 20.5A2.5 2.5 0 0 0 7.5 21H19v-3'],
  down: ['M6 9.5l6 6 6-6'],
  thumb: ['M7 11v9H4v-9z', 'M7 11l4-7.5c1.5 0 2.3 1 2 2.5L12.5 9H18a2 2 0 0 1 2 2.4l-1.3 7A2 2 0 0 1 16.7 20H7'],
  thumbDown: ['M17 13V4h3v9z', 'M17 13l-4 7.5c-1.5 0-2.3-1-2-2.5l.5-3H6a2 2 0 0 1-2-2.4l1.3-7A2 2 0 0 1 7.3 4H17'],
  star: ['M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z'],
  offline: ['M3 3l18 18', 'M5 12.5a10 10 0 0 1 4-2.3', 'M19 12.5a10 10 0 0 0-5-2.6', 'M8.5 16a5 5 0 0 1 7 0', 'M12 19.5v.01'],
  shield: ['M12 3l7.5 2.8V11c0 5-3.2 8.3-7.5 10-4.3-1.7-7.5-5-7.5-10V5.8z', 'M8.8 12l2.3 2.3 4.2-4.5'],
  open: ['M10 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-4', 'M13 4h7v7', 'M20 4l-9 9'],
  picture: ['M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z', 'M8.5 11a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z', 'M21 15l-5-5L6 19'],
  phone: ['M6.5 3.5h3l1.5 4-2 1.5a12 12 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2 2A15.5 15.5 0 0 1 4.5 5.5a2 2 0 0 1 2-2z'],
  hangUp: ['M3 14.5c5.5-5 12.5-5 18 0l-1.8 3-4.2-1.500v-2.500a10 10 0 0 0-6 0V16l-4.2 1.500z'],
  screen: ['M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z', 'M9 21h6', 'M12 17v4'],
  camera: ['M4 7h10a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z', 'M15 11l6-3.500v9L15 13'],
  cameraOff: ['M3 3l18 18', 'M6 7H4a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-1', 'M11 7h3a1 1 0 0 1 1 1v3l6-3.500v9l-2-1.2'],
  mic: ['M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z', 'M6 11a6 6 0 0 0 12 0', 'M12 17v4'],
  micOff: ['M3 3l18 18', 'M9 9v2a3 3 0 0 0 4.5 2.6', 'M15 11V6a3 3 0 0 0-5.8-1', 'M6 11a6 6 0 0 0 9.5 4.9', 'M18 11a6 6 0 0 1-.5 2.4', 'M12 17v4'],
  pen: ['M4 20l1-4L16 5l3 3L8 19z', 'M14 7l3 3'],
  pointer: ['M5 4l14 7-6 2-2 6z'],
  form: ['M7 3h8l4 4v13a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z', 'M15 3v4h4', 'M9 12l1.2 1.2L12.5 11', 'M9 17l1.2 1.2L12.5 16', 'M14.5 12.5H16', 'M14.5 17.5H16'],
  photo: ['M4 8h3l1.5-2.5h7L17 8h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z', 'M12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z'],
  calendar: ['M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z', 'M8 3v4', 'M16 3v4', 'M4 10h16', 'M8.500 14.500l2 2 4.500-4'],
  back: ['M15 5l-7 7 7 7'],
  leave: ['M14 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-3', 'M10 12h10', 'M17 9l3 3-3 3'],
};

/** A decorative icon; what it means is said by the text or label beside it. */
export function icon(name, className = '') {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', ('icon ' + className).trim());
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const line of drawings[name] ?? []) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}
