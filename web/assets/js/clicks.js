/** Whether a click is meant for this page: others open tabs and windows, or save. */
export function isPlain(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
