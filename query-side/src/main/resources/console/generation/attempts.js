import {html, nothing, icon, duration, ago} from '../ui/draw.js';
import {generations} from './work.js';
import {codeWords, costOf, isMany, money, nameOf, whoMade} from './words.js';

const WORDS = {running: ['running', 'Running'], succeeded: ['check', 'Done'], cancelled: ['cancel', 'Cancelled'], failed: ['warn', 'Failed']};

/** Every call of a provider, with what went wrong in words, how long it was asked to wait, and what it cost. */
export function attemptsView(it) {
  if (!it.attempts.length) return html`<p class="hint">None yet: it waits for its turn.</p>`;
  return html`<table class="rows attempts" id="attempts"><thead><tr><th scope="col">No.</th><th scope="col">Result</th><th scope="col">Time</th><th scope="col">Cost</th></tr></thead>
    <tbody>${it.attempts.map(a => html`<tr data-state=${a.state}><td class="mono">${isMany(it) ? `${a.variant}.${a.number}` : a.number}</td>
      <td class="loose"><span class=${a.state === 'failed' ? 'attempt-bad' : a.state === 'running' ? 'attempt-live' : ''}>${icon(WORDS[a.state][0])}${a.code ? codeWords(a.code) : WORDS[a.state][1]}</span>
        <small>${whoMade(a)}${a.code ? html`, <code>${a.code}</code>` : nothing}</small>
        ${a.detail ? html`<small>${a.detail}</small>` : nothing}
        ${a.retryAfterMillis ? html`<small>It asked to wait ${duration(a.retryAfterMillis)}.</small>` : nothing}</td>
      <td>${a.durationMillis == null ? a.state === 'running' ? html`<span class="dim">not yet</span>` : '' : duration(a.durationMillis)}</td>
      <td>${a.cost ? costOf(a.cost) : nothing}</td></tr>`)}</tbody></table>`;
}

/** The quote, and what has become of it; nobody knows the price of every model beforehand. */
export function costView({quote, expense, state}) {
  if (!expense && !quote?.micros) return html`<dl class="viewer-facts" id="cost"><div><dt>Cost</dt><dd>${quote ? 'Free' : 'Not known'}</dd></div></dl>`;
  const of = micros => money(micros, expense?.currency ?? quote.currency);
  const held = expense ? Math.max(0, expense.reserved - expense.settled - expense.refunded) : 0;
  const rows = [['Quote', quote ? costOf(quote) : ''], ['Spent', expense ? expense.settled ? of(expense.settled) : 'nothing' : ''],
    ['Set aside', held && state !== 'failed' ? of(held) : ''], ['Given back', expense?.refunded ? of(expense.refunded) : '']];
  return html`<dl class="viewer-facts" id="cost">${rows.filter(([, words]) => words).map(([name, words]) => html`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>`;
}

/** What it was made from, and what this page knows to be made from it. */
export function familyView(it) {
  const children = [...generations.values()].filter(other => other.lineage?.parent === it.id);
  if (!it.lineage && !children.length) return nothing;
  const line = (id, words) => html`<li><a class="quiet-link" href="/generations/${id}">${generations.has(id) ? nameOf(generations.get(id)) : 'the earlier one'}</a><small>${words}</small></li>`;
  return html`<section id="family"><h2>Family</h2><ul class="family">
    ${it.lineage ? html`<li class="family-head">Made from</li>${line(it.lineage.parent, it.lineage.seedLocked ? 'with its seed' : 'with another seed')}` : nothing}
    ${it.lineage && it.lineage.root !== it.lineage.parent ? line(it.lineage.root, 'where the line begins') : nothing}
    ${children.length ? html`<li class="family-head">Led to</li>${children.map(other => line(other.id, ago(other.requestedAt)))}` : nothing}</ul></section>`;
}
