// Sends the form at once, but not when the person comes back to this page: its words have been used by then.
const arrival = performance.getEntriesByType('navigation')[0];
if (!arrival || arrival.type !== 'back_forward') {
  document.getElementById('launch').submit();
}
