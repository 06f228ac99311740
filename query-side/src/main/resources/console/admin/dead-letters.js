import {html} from '../ui/draw.js';
import {failure, nowhere} from '../ui/page.js';
import {me} from '../server.js';
import {Letters} from './letters.js';
import {lettersView} from './letters-view.js';

export const open = (params, query) => new DeadLetters().show(params, query);

/** What projections and sagas could not take; everything else went on. */
class DeadLetters {
  constructor() {
    this.letters = new Letters();
    this.up = {to: '/admin/projections', name: 'Projections'};
  }

  show(_, query) {
    this.of = query.get('of') ?? '';
    return this;
  }

  close() {
    this.letters.close();
  }

  title() {
    const total = this.letters.total();
    return total && total !== '0' ? `${total} dead letters` : 'Dead letters';
  }

  short() {
    return 'Dead letters';
  }

  notes() {
    return {letters: this.letters.total()};
  }

  view() {
    const {error} = this.letters.loading;
    if ((me.owner && !me.administrator) || error?.code === 'FORBIDDEN') return nowhere();
    if (error && !this.letters.read) return failure(error, {what: 'Dead letters', again: () => this.letters.loading.load()});
    return html`<div class="screen"><header class="screen-head plain"><h1 tabindex="-1">Dead letters</h1>
        <p class="hint">Envelopes only. What events say stays with their owners.</p></header>
      ${lettersView(this.letters, {of: this.of, filters: true})}</div>`;
  }
}
