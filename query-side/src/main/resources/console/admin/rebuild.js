import {html, nothing, invalidate, icon, vars, number, count, moment, time} from '../ui/draw.js';
import {refusal, sure} from '../ui/page.js';
import {command, newKey} from '../server.js';
import {under, pending} from './watch.js';

const STEPS = [['loading', 'Read the log'], ['catching-up', 'Catch up'], ['done', 'Switch']];
const SOON = 120;

/** Orders that are on their way, and what became of those that were refused, by projection. */
const orders = new Map();

async function order(name, what, watch) {
  orders.set(name, {what});
  invalidate();
  try {
    await (what === 'cancel' ? command('DELETE', `${at(name)}/rebuild`) : command('POST', `${at(name)}/${what}`, undefined, {key: newKey()}));
    orders.delete(name);
  } catch (error) {
    orders.set(name, {error});
  }
  await watch.loading.load();
}

const at = name => `/api/admin/projections/${encodeURIComponent(name)}`;
const busy = name => Boolean(orders.get(name)?.what);

/** An API that does not tell of rebuilds knows none. */
const offered = it => it.rebuild !== undefined;

export function rebuildButton(it, watch) {
  if (!offered(it) || pending(it.rebuild) || it.state !== 'live') return nothing;
  return html`<button type="button" class="row" id="rebuild-${it.name}" aria-label="Rebuild ${it.name}" ?disabled=${busy(it.name)} @click=${() => sure({
    title: `Rebuild ${it.name}?`, yes: 'Rebuild', no: 'Not now',
    words: `Every event of the log is read again, and ${it.name} is built anew beside the one that answers now. That one goes on answering until the new one has caught up. It can be paused and cancelled.`,
    act: () => order(it.name, 'rebuild', watch)})}>${icon('retry')}Rebuild</button>`;
}

/** How a rebuild goes on, under its projection; and what became of an order that was refused. */
export function rebuildView(it, watch) {
  const {rebuild} = it;
  const refused = refusal(orders.get(it.name)?.error);
  if (!pending(rebuild)) return refused;
  const act = (what, sign, words) => html`<button type="button" class="row" id="${what}-${it.name}" aria-label="${words} the rebuild of ${it.name}" ?disabled=${busy(it.name)}
    @click=${() => order(it.name, what, watch)}>${icon(sign)}${words}</button>`;
  return html`<div class="rebuild ${rebuild.state}" id="rebuild-of-${it.name}" data-state=${rebuild.state}>
    <div class="rebuild-head"><p><strong>${number(rebuild.events)} of ${number(rebuild.total)} events, ${percent(rebuild)}</strong> <span>${goes(rebuild)}</span></p>
      <div class="buttons">${under(rebuild) ? act('pause', 'pause', 'Pause') : act('resume', 'play', rebuild.state === 'failed' ? 'Try again' : 'Resume')}
        <button type="button" class="row danger" id="cancel-${it.name}" ?disabled=${busy(it.name)} @click=${() => sure({
          title: `Cancel the rebuild of ${it.name}?`, yes: 'Cancel rebuild', no: 'Keep it', danger: true,
          words: `What it has built so far, ${count(rebuild.events, 'event')}, is thrown away. The ${it.name} that answers now stays as it is.`,
          act: () => order(it.name, 'cancel', watch)})}>${icon('cancel')}Cancel rebuild</button></div></div>
    <div class="bar" role="progressbar" aria-label="Rebuild of ${it.name}" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.floor(rebuild.percent)}
      aria-valuetext="${number(rebuild.events)} of ${number(rebuild.total)} events"><i ${vars({'--fill': `${rebuild.percent}%`})}></i></div>
    <ol class="steps-line">${STEPS.map(([state, words]) => html`<li aria-current=${rebuild.state === state ? 'step' : nothing}>${words}</li>`)}</ol>
    ${rebuild.failure ? html`<p class="refusal">${icon('warn')}<span>${rebuild.failure.reason}
      <small>Stopped at ${rebuild.failure.type}, position ${number(rebuild.failure.position)}, <span class="mono">${rebuild.failure.eventId}</span>. The ${it.name} that answers now is untouched.</small></span></p>` : nothing}
    ${refused}</div>`;
}

const percent = rebuild => `${rebuild.percent.toFixed(rebuild.percent % 1 ? 1 : 0)} %`;

function goes(rebuild) {
  if (rebuild.state === 'paused') return `paused ${moment(rebuild.stoppedAt)}`;
  if (rebuild.state === 'failed') return `stopped ${moment(rebuild.stoppedAt)}`;
  return [rebuild.eventsPerSecond === null ? '' : `at ${number(rebuild.eventsPerSecond)} events/s`, left(rebuild.remainingSeconds)].filter(Boolean).join(', ');
}

function left(seconds) {
  if (seconds === null) return '';
  if (seconds < SOON) return `about ${seconds} s left`;
  return `about ${Math.round(seconds / 60)} min left, done at ${time(Date.now() + seconds * 1000)}`;
}

/** What is known of a rebuild that is over. */
export function rebuilt({rebuild}) {
  if (rebuild?.state !== 'done') return '';
  const took = Math.max(1, Math.round((new Date(rebuild.stoppedAt) - new Date(rebuild.startedAt)) / 1000));
  return `rebuilt ${moment(rebuild.stoppedAt)} in ${took < SOON ? `${took} s` : `${Math.round(took / 60)} min`}`;
}
