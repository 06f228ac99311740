import {html, vars} from '../ui/lit.js';
import {chip} from '../ui/icons.js';
import {stageName, isRunning} from './store.js';

/** The five stages end at these percents; a segment is as wide as its share. */
const ENDS = [10, 20, 70, 90, 100];
/** The standard retry policy's. */
const MOST_ATTEMPTS = 3;

export function meter(it) {
  const percent = it.state === 'succeeded' ? 100 : it.progress?.percent ?? 0;
  return html`<span class="meter" aria-hidden="true">${ENDS.map((end, i) => {
    const start = i ? ENDS[i - 1] : 0;
    const fill = Math.min(1, Math.max(0, (percent - start) / (end - start)));
    return html`<i class="m${end - start}" ${vars({'--fill': `${Math.round(fill * 100)}%`})}></i>`;
  })}</span>`;
}

export function stage(it) {
  if (it.state === 'succeeded') return 'Done';
  if (it.state === 'failed') return 'Failed';
  if (it.state === 'cancelled') return 'Cancelled';
  if (it.retrying) return 'Trying again';
  return it.state === 'pending' ? 'Waiting' : stageName(it.progress?.stage);
}

const TONES = {succeeded: ['done', 'check'], failed: ['bad', 'warn'], cancelled: ['plain', 'cancel'], pending: ['plain', 'waiting']};

export function stateChip(it) {
  const [tone, name] = it.retrying && !TONES[it.state] ? ['bad', 'retry'] : TONES[it.state] ?? ['live', 'running'];
  return chip(tone, name, stage(it));
}

/** "48 %", and from the second attempt on "2 of 3". */
export const figures = it => isRunning(it) ? [attempt(it), percent(it)].filter(Boolean).join(', ') : '';
export const percent = it => it.state === 'running' && !it.retrying && it.progress ? `${it.progress.percent} %` : '';

export function attempt(it) {
  const number = Math.min(MOST_ATTEMPTS, it.attempt + (it.retrying ? 1 : 0));
  return number > 1 ? `${number} of ${MOST_ATTEMPTS}` : '';
}
