// The one script tag of a host page: a floating icon, and the taxpayer's page in a frame.
//   <script src="https://…/zuoxi.js" data-office="demo" data-identity-url="/identity" async></script>
// Attributes: data-office; data-identity (a signed token) or data-identity-url (answers {"identity": "…"}); data-lang (zh, en).
// For the host page: window.zuoxi.open(), close(), setIdentity(token | null | function that promises one);
// events on window: zuoxi:ready, zuoxi:unread {count}, zuoxi:sign-in (the visitor wants to sign in), zuoxi:identity-needed.
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script || window.zuoxi) return;
  const origin = new URL(script.src, location.href).origin;
  const data = script.dataset;
  const openedBefore = 'zuoxi.opened';
  const lang = data.lang === 'en' || data.lang === 'zh' ? data.lang : '';
  const browserIsEnglish = (navigator.language || '').toLowerCase().startsWith('en');
  const isEnglish = lang ? lang === 'en' : browserIsEnglish;
  const label = isEnglish ? 'Ask the tax bureau' : '征纳互动 在线咨询';
  let source = data.identityUrl ? () => fetchIdentity(data.identityUrl) : () => Promise.resolve(data.identity || null);
  let captureHandle = '';
  let frame, isOpen = false, isPageReady = false, unread = 0;

  const style = `
    :host { all: initial; }
    .launcher { position: fixed; right: calc(20px + env(safe-area-inset-right, 0px)); bottom: calc(20px + env(safe-area-inset-bottom, 0px)); z-index: 2147483000;
      display: flex; align-items: center; gap: 8px; height: 56px; padding: 0 20px 0 16px; border: 0; border-radius: 28px; cursor: pointer; color: #fff;
      background: linear-gradient(135deg, #2470dc, #10479b); box-shadow: 0 6px 24px rgb(16 71 155 / 38%);
      font: 500 16px/1 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; transition: transform .15s, box-shadow .15s; }
    .launcher:hover { transform: translateY(-2px); box-shadow: 0 10px 30px rgb(16 71 155 / 46%); }
    .launcher:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #10479b; }
    .launcher svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px; box-sizing: border-box; border-radius: 11px;
      background: #d3302f; color: #fff; font-size: 12px; line-height: 22px; text-align: center; box-shadow: 0 0 0 2px #fff; }
    .marks { position: fixed; inset: 0; z-index: 2147483002; width: 100vw; height: 100vh; pointer-events: none; }
    [hidden] { display: none !important; }
    .panel { position: fixed; right: calc(20px + env(safe-area-inset-right, 0px)); bottom: calc(20px + env(safe-area-inset-bottom, 0px)); z-index: 2147483001;
      width: 400px; height: min(680px, calc(100vh - 40px)); border: 0; border-radius: 18px; background: #f3f6fb; color-scheme: light;
      box-shadow: 0 18px 60px rgb(16 32 60 / 30%), 0 2px 8px rgb(16 32 60 / 14%); }
    @media (max-width: 520px) { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; }
      .launcher { right: 16px; bottom: calc(16px + env(safe-area-inset-bottom, 0px)); } }
    @media (prefers-reduced-motion: reduce) { .launcher { transition: none; } }
    @media print { .launcher, .panel { display: none; } }`;

  const host = document.createElement('zuoxi-launcher');
  const root = host.attachShadow({ mode: 'open' });
  // A constructed sheet is not an inline style: the host page's own content security policy may stay strict.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.setAttribute('aria-expanded', 'false');
  launcher.append(drawing(), words(isEnglish ? 'Ask us' : '征纳互动'));
  const badge = words('');
  badge.className = 'badge';
  badge.hidden = true;
  launcher.append(badge);
  launcher.addEventListener('click', open);
  root.append(launcher);
  showUnread(0);

  function open() {
    makeFrame();
    isOpen = true;
    frame.hidden = false;
    launcher.hidden = true;
    launcher.setAttribute('aria-expanded', 'true');
    remember('1');
    frame.focus();
    tell({ type: 'opened' });
    tellFocus();
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    frame.hidden = true;
    launcher.hidden = false;
    launcher.setAttribute('aria-expanded', 'false');
    tell({ type: 'closed' });
    launcher.focus();
  }

  /** A token, null for nobody, or a function that promises one or the other whenever a fresh one is needed. */
  function setIdentity(value) {
    source = typeof value === 'function' ? value : () => Promise.resolve(value || null);
    if (isPageReady) tellIdentity();
  }

  function makeFrame() {
    if (frame) return;
    const address = new URL('/page/', origin);
    if (data.office) address.searchParams.set('office', data.office);
    if (lang) address.searchParams.set('lang', lang);
    address.searchParams.set('host', location.origin);
    frame = document.createElement('iframe');
    frame.className = 'panel';
    frame.title = label;
    // What the page may ask the visitor for; nothing is captured before they agree there and to the browser.
    frame.allow = ['camera', 'microphone', 'display-capture', 'fullscreen', 'autoplay'].map((name) => name + ' ' + origin).join('; ');
    nameCapture();
    frame.hidden = true;
    frame.src = address.href;
    root.append(frame);
  }

  /** Lets the page know its own tab when that is what the visitor shares. A new name each time: that is what a browser tells a capture that has begun. */
  function nameCapture() {
    captureHandle = 'zuoxi-' + Math.random().toString(36).slice(2) + Date.now().toString(36);
    try {
      navigator.mediaDevices?.setCaptureHandleConfig?.({ handle: captureHandle, permittedOrigins: [origin] });
    } catch {
      // Within a frame itself: marks are shown in the panel instead.
    }
    tell({ type: 'capture-handle', handle: captureHandle });
  }

  let board, strokes = [], pointer, redrawing;

  /** What the agent points at or draws, in shares of the window, over everything and in nobody's way. */
  function takeMark(message) {
    const isPlace = [message.x, message.y].every((share) => typeof share === 'number' && share >= 0 && share <= 1);
    if (message.mark === 'clear') {
      strokes = [];
      pointer = undefined;
    } else if (isPlace && (message.mark === 'point' || message.mark === 'draw')) {
      pointer = { x: message.x, y: message.y, at: performance.now() };
      if (message.mark === 'draw') {
        if (message.begins === true || strokes.length === 0) strokes.push({ points: [], at: 0 });
        const stroke = strokes[strokes.length - 1];
        stroke.at = pointer.at;
        if (stroke.points.length < 2000) stroke.points.push(pointer);
        if (strokes.length > 40) strokes.shift();
      }
    } else return;
    if (!board) {
      board = document.createElement('canvas');
      board.className = 'marks';
      root.append(board);
    }
    board.dataset.marks = String(Number(board.dataset.marks || 0) + 1);
    drawMarks();
  }

  function drawMarks() {
    clearTimeout(redrawing);
    const now = performance.now();
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [innerWidth, innerHeight];
    if (board.width !== Math.round(width * scale) || board.height !== Math.round(height * scale)) {
      board.width = Math.round(width * scale);
      board.height = Math.round(height * scale);
    }
    const pen = board.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.lineCap = pen.lineJoin = 'round';
    strokes = strokes.filter((stroke) => now - stroke.at < 20000);
    if (pointer && now - pointer.at > 2500) pointer = undefined;
    for (const [color, thickness] of [['rgb(255 255 255 / 85%)', 8], ['#e5252a', 5]]) {
      pen.strokeStyle = color;
      pen.lineWidth = thickness;
      for (const stroke of strokes) {
        pen.beginPath();
        for (const point of stroke.points) pen.lineTo(point.x * width, point.y * height);
        pen.lineTo(stroke.points[stroke.points.length - 1].x * width + 0.1, stroke.points[stroke.points.length - 1].y * height);
        pen.stroke();
      }
      if (!pointer) continue;
      pen.lineWidth = thickness - 2;
      pen.beginPath();
      pen.arc(pointer.x * width, pointer.y * height, 17, 0, Math.PI * 2);
      pen.stroke();
    }
    if (pointer || strokes.length > 0) redrawing = setTimeout(drawMarks, 400);
  }

  function tell(message) {
    if (isPageReady) frame.contentWindow.postMessage({ zuoxi: 1, ...message }, origin);
  }

  async function tellIdentity() {
    const asked = source;
    let identity = null;
    try {
      identity = await asked();
    } catch {
      // Without an identity the visit is anonymous; the page says what that means.
    }
    if (asked === source) tell({ type: 'identity', identity: typeof identity === 'string' ? identity : null });
  }

  async function fetchIdentity(url) {
    const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' } });
    return response.ok ? (await response.json()).identity : null;
  }

  function tellFocus() {
    tell({ type: 'focus', hasFocus: document.hasFocus() && document.visibilityState === 'visible' });
  }

  function showUnread(count) {
    const isNews = count !== unread;
    unread = count;
    badge.textContent = count > 99 ? '99+' : String(count);
    badge.hidden = count === 0;
    launcher.setAttribute('aria-label', label + (count === 0 ? '' : isEnglish ? ', ' + count + ' unread' : '，' + count + ' 条未读消息'));
    if (isNews) announce('unread', { count });
  }

  function announce(name, detail) {
    window.dispatchEvent(new CustomEvent('zuoxi:' + name, { detail }));
  }

  function remember(value) {
    try {
      sessionStorage.setItem(openedBefore, value);
    } catch {
      // A host page without storage loses only the badge after a reload.
    }
  }

  function drawing() {
    const namespace = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(namespace, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    for (const line of ['M6 5h12a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-4l-4 3.5V17H6a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z', 'M8 11h.01', 'M12 11h.01', 'M16 11h.01']) {
      const path = document.createElementNS(namespace, 'path');
      path.setAttribute('d', line);
      svg.append(path);
    }
    return svg;
  }

  function words(text) {
    const span = document.createElement('span');
    span.textContent = text;
    return span;
  }

  window.addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin || event.data?.zuoxi !== 1) return;
    const message = event.data;
    if (message.type === 'ready') {
      isPageReady = true;
      if (isOpen) tell({ type: 'opened' });
      tell({ type: 'capture-handle', handle: captureHandle });
      tellFocus();
    } else if (message.type === 'identity-needed') {
      if (message.isFresh === true) announce('identity-needed', {});
      tellIdentity();
    } else if (message.type === 'unread') showUnread(Math.max(0, Math.trunc(Number(message.count)) || 0));
    else if (message.type === 'mark') takeMark(message);
    else if (message.type === 'name-capture') nameCapture();
    else if (message.type === 'close') close();
    else if (message.type === 'sign-in') {
      close();
      announce('sign-in', {});
    }
  });
  for (const name of ['focus', 'blur']) window.addEventListener(name, () => setTimeout(tellFocus, 0));
  document.addEventListener('visibilitychange', tellFocus);

  window.zuoxi = Object.freeze({ open, close, setIdentity });
  const begin = () => {
    document.body.append(host);
    let wasOpened = null;
    try {
      wasOpened = sessionStorage.getItem(openedBefore);
    } catch {
      wasOpened = null;
    }
    // Someone who has already asked hears of answers also while the panel is closed.
    if (wasOpened) makeFrame();
    announce('ready', {});
  };
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
})();
