// Camera, microphone and screen, asked for when they are needed and let go when they are not.

const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } };
const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** What the kind sends from this side. Throws what the browser throws when it is refused or missing. */
export function capture(kind) {
  const devices = navigator.mediaDevices;
  if (!devices) throw new DOMException('', 'NotSupportedError');
  if (kind === 'remoteAssist') {
    return devices.getDisplayMedia({
      video: { displaySurface: 'browser', frameRate: { ideal: 12, max: 15 } }, audio: false,
      preferCurrentTab: true, selfBrowserSurface: 'include', surfaceSwitching: 'include', monitorTypeSurfaces: 'include',
    });
  }
  return devices.getUserMedia(kind === 'videoCall' ? { audio, video } : { audio });
}

/** Shows or plays tracks; what is shown already goes on undisturbed. */
export function attach(node, tracks) {
  const shown = node.srcObject?.getTracks() ?? [];
  if (shown.length === tracks.length && tracks.every((track) => shown.includes(track))) return;
  node.srcObject = tracks.length > 0 ? new MediaStream(tracks) : null;
  if (node.srcObject) node.play().catch(() => {});
}

/** Lets it go: the browser's own signs that something is captured disappear. */
export function release(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** What of one's own is switched off, as it is told to the other side. */
export function switchedOff(stream) {
  return { off: (stream?.getTracks() ?? []).filter((track) => !track.enabled).map((track) => track.kind) };
}

/** What the other side says it has switched off, of `audio` and `video`; undefined where it speaks of something else. */
export function readSwitchedOff(value) {
  return Array.isArray(value?.off) ? ['audio', 'video'].filter((kind) => value.off.includes(kind)) : undefined;
}

/** Why it could not be captured, as the name of a text. */
export function captureProblem(error) {
  if (error?.name === 'NotAllowedError' || error?.name === 'AbortError') return 'mediaDenied';
  if (error?.name === 'NotFoundError' || error?.name === 'OverconstrainedError') return 'mediaMissing';
  if (error?.name === 'NotReadableError') return 'mediaBusy';
  return 'mediaUnsupported';
}
