import {clip, duration, sentence} from '../ui/draw.js';
import {artistName} from '../studio.js';

/* What is said of a generation, or of one of its variants: both have state, progress, attempt and failure. */

const ENDED = new Set(['succeeded', 'failed', 'cancelled']);

export const isRunning = it => !ENDED.has(it.state);
export const kindName = it => it.kind === 'image' ? it.artistId ? 'portrait' : 'picture' : it.kind;
export const labelOf = reference => sentence(reference.replace(/@\d+$/, '').replaceAll('-', ' '));

/** "Portrait of Mara Solvei"; what stands for itself has its own words for a name. */
export function nameOf(it, length = 60) {
  if (it.artistId) return `${sentence(kindName(it))} of ${artistName(it.artistId)}`;
  return it.prompt ? sentence(clip(it.prompt, length)) : it.task ? labelOf(it.task) : sentence(kindName(it));
}

/** Where it is plain whose it is, the words say more than the name. */
export const captionOf = (it, length = 1000) => it.prompt ? sentence(clip(it.prompt, length)) : nameOf(it);

const count = (it, state) => it.variants?.filter(v => v.state === state).length ?? 0;
export const made = it => count(it, 'succeeded');
export const isMany = it => it.variants?.length > 1;
export const isPartial = it => it.state === 'succeeded' && isMany(it) && made(it) < it.variants.length;

/** A variant with what its generation knows of it, so that it can be told and drawn as a generation is. */
export function variantOf(it, number) {
  const variant = it.variants[number - 1];
  const attempts = it.attempts?.filter(a => (a.variant ?? 1) === number) ?? [];
  const last = attempts.at(-1);
  return {...variant, id: it.id, kind: it.kind, artistId: it.artistId, prompt: it.prompt, width: it.width, height: it.height, attempts,
    attempt: Math.max(last?.number ?? 0, variant.progress?.attempt ?? 0), retrying: isRunning(variant) && (variant.retrying ?? last?.state === 'failed')};
}

export const variantsOf = it => it.variants.map(v => variantOf(it, v.number));

/** Of many variants, the one that is behind; what waits for its turn only where all do. */
export function progressOf(it) {
  if (!it.variants) return it.progress;
  const running = it.variants.filter(v => v.state === 'running' && v.progress).map(v => v.progress);
  const busy = running.filter(it => it.stage !== 'queued');
  return (busy.length ? busy : running).sort((a, b) => a.percent - b.percent)[0] ?? null;
}

export function percentOf(it) {
  if (it.state === 'succeeded') return 100;
  if (!it.variants) return it.progress?.percent ?? 0;
  const all = it.variants.map(v => isRunning(v) ? v.progress?.percent ?? 0 : 100);
  return Math.round(all.reduce((a, b) => a + b, 0) / all.length);
}

const isRetrying = it => it.variants ? variantsOf(it).some(v => v.retrying) : it.retrying;

const STAGES = {queued: 'Waiting', accepted: 'Accepted', prompt: 'Building the prompt', generating: 'Generating', saving: 'Saving', done: 'Done'};
export const stageName = stage => STAGES[stage] ?? 'Working';

/** @return [tone, icon, words], as a chip has them */
export function stateOf(it) {
  const total = it.variants?.length ?? 1;
  if (isPartial(it)) return ['bad', 'warn', `${made(it)} of ${total} made`];
  if (it.state === 'succeeded') return ['done', 'check', 'Done'];
  if (it.state === 'failed') return ['bad', 'warn', 'Failed'];
  if (it.state === 'cancelled') return ['plain', 'cancel', 'Cancelled'];
  if (isMany(it) && made(it)) return ['live', 'running', `${made(it)} of ${total} done`];
  if (isRetrying(it)) return ['bad', 'retry', 'Trying again'];
  if (it.state === 'pending' || progressOf(it)?.stage === 'queued') return ['plain', 'waiting', 'Waiting'];
  return ['live', 'running', stageName(progressOf(it)?.stage)];
}

export const stage = it => stateOf(it)[2];

/** The standard retry policy's, of each provider. */
const MOST_ATTEMPTS = 3;

export function attempt(it) {
  const number = Math.min(MOST_ATTEMPTS, (it.attempt ?? 0) + (it.retrying ? 1 : 0));
  return number > 1 ? `attempt ${number}` : '';
}

const left = millis => millis >= 90_000 ? `about ${Math.round(millis / 60_000)} min left` : `about ${Math.max(1, Math.round(millis / 1000))} s left`;

/** "2 ahead", or "48 %, about 12 s left"; from the second attempt on, which it is. */
export function figures(it) {
  if (!isRunning(it)) return '';
  const now = progressOf(it);
  const parts = [it.variants ? '' : attempt(it)];
  if (now?.ahead > 0) parts.push(`${now.ahead} ahead`);
  else if (it.state === 'running' && !isRetrying(it) && now && now.stage !== 'queued') parts.push(`${percentOf(it)} %`);
  if (now?.remainingMillis > 0) parts.push(left(now.remainingMillis));
  return parts.filter(Boolean).join(', ');
}

/** Why something failed and what to do next. */
const NEXT = {
  PROVIDER_UNAVAILABLE: 'The provider could not be reached. Ask again in a while.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time. Ask again.',
  RATE_LIMITED: 'The provider asked to slow down. Ask again in a minute.',
  INVALID_ANSWER: 'The provider’s answer could not be used. Ask again.',
  ANSWER_TRUNCATED: 'The provider’s answer was cut off at its limit of length. Ask for less.',
  OUTCOME_UNKNOWN: 'The call was broken off, so its outcome is not known. Ask again.',
  QUOTA_EXHAUSTED: 'The provider account’s quota is used up. Raise it with the provider.',
  BAD_CREDENTIALS: 'The provider refused the key. Check OPENAI_API_KEY and start Greenroom again.',
  REQUEST_REJECTED: 'The provider refused the request as it was put. Change the words and ask again.',
  CONTENT_REFUSED: 'The provider refused the content. Change the words and ask again.',
  DEADLINE_EXCEEDED: 'It did not end within its time. Ask again.',
  INTERNAL: 'Greenroom failed while it worked on this. Ask again; its log has more.',
};

export const failureWords = it => NEXT[it.failure?.code] ?? it.failure?.message ?? 'It failed. Ask again.';
/** Only what went wrong: the first sentence. */
export const codeWords = code => NEXT[code]?.split('. ')[0].replace(/\.$/, '') ?? sentence(code.toLowerCase().replaceAll('_', ' '));

/** From millionths, never rounded to zero: €0.039. */
export function money(micros, currency) {
  if (!micros) return 'free';
  return new Intl.NumberFormat('en-GB', {style: 'currency', currency, maximumFractionDigits: 6}).format(micros / 1e6);
}

export const costOf = cost => cost ? money(cost.micros, cost.currency) : '';

const PROVIDERS = {offline: 'Offline provider', openai: 'OpenAI'};
export const whoMade = ({provider, model}) => [PROVIDERS[provider] ?? provider, model].filter(Boolean).join(', ');

/** How long a variant took and what it cost, over all of its attempts. */
export function spentOn(variant) {
  const took = variant.attempts.reduce((sum, a) => sum + (a.durationMillis ?? 0), 0);
  const costs = variant.attempts.map(a => a.cost).filter(c => c?.micros);
  return [took ? duration(took) : '', costs.length ? money(costs.reduce((sum, c) => sum + c.micros, 0), costs[0].currency) : ''].filter(Boolean).join(' · ');
}
