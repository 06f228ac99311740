/** One drawing per animation frame, however many events arrive in between. */
let draw = () => {};
let due = false;
const afterwards = [];

export function begin(drawing) {
  draw = drawing;
  invalidate();
}

export function invalidate() {
  if (due) return;
  due = true;
  // A hidden page gets no frames, but its title still tells the state.
  if (document.hidden) setTimeout(run, 500);
  else requestAnimationFrame(run);
}

/** Runs once, right after the next drawing. */
export function afterDrawing(task) {
  afterwards.push(task);
  invalidate();
}

function run() {
  due = false;
  draw();
  for (const task of afterwards.splice(0)) task();
}

const waiting = new Map();

/** Runs the task soon, once, however often it is asked for within the time. */
export function soon(key, task, millis = 200) {
  if (waiting.has(key)) return;
  waiting.set(key, setTimeout(() => {
    waiting.delete(key);
    task();
  }, millis));
}
