/** The polite live region: changes of stage and ends, joined, at most every five seconds. Never percents. */
const PAUSE = 5_000;
let words = [];
let spokenAt = 0;
let timer = null;

export function announce(sentence) {
  if (!words.includes(sentence)) words.push(sentence);
  timer ??= setTimeout(speak, Math.max(100, spokenAt + PAUSE - Date.now()));
}

function speak() {
  timer = null;
  spokenAt = Date.now();
  document.getElementById('announcer').textContent = words.join(' ');
  words = [];
}
