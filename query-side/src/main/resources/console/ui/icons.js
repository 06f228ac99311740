import {html, nothing} from './lit.js';

const PATHS = {
  artists: 'M6 7.300a2.400 2.400 0 1 0 0-4.800 2.400 2.400 0 0 0 0 4.800ZM1.800 13.500v-1A2.700 2.700 0 0 1 4.500 9.800h3a2.700 2.700 0 0 1 2.700 2.700v1M10.600 2.700a2.400 2.400 0 0 1 0 4.400M12.200 9.900a2.700 2.700 0 0 1 2 2.600v1',
  image: 'M2 3h12v10H2ZM2.300 11.600 6 8l2.800 2.600 1.900-1.800 3 2.800M10.800 6.300h.01',
  events: 'M5.500 4H14M5.500 8H14M5.500 12H14M2.200 4h.01M2.200 8h.01M2.200 12h.01',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM10.400 10.400 14 14',
  edit: 'M2.800 13.200 3.500 10l7-7 2.500 2.500-7 7ZM9.200 4.300l2.500 2.500',
  close: 'M3.500 3.500l9 9M12.500 3.500l-9 9',
  retry: 'M13.200 8A5.200 5.200 0 1 1 11 3.750L13.200 5.500M13.200 2.300v3.200H10',
  cancel: 'M8 13.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11ZM4.200 4.200l7.600 7.600',
  check: 'M3 8.500 6.300 12 13 4.500',
  warn: 'M5.500 2h5L14 5.500v5L10.500 14h-5L2 10.500v-5ZM8 4.800v3.700M8 11h.01',
  offline: 'M6.300 2.500h3.400v2.200c0 1.200-.7 1.600-.7 2.800v1h3a1 1 0 0 1 1 1v2H3v-2a1 1 0 0 1 1-1h3v-1c0-1.200-.7-1.600-.7-2.800ZM3 13.800h10',
  waiting: 'M8 13.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11ZM8 5v3.200l2 1.300',
  running: 'M8 2.500A5.500 5.500 0 1 1 2.900 10.100M8 8h.01',
  download: 'M8 2.500v7.500M4.800 7 8 10.200 11.200 7M3 13.300h10',
  history: 'M2.800 8A5.200 5.200 0 1 0 5 3.750L2.800 5.500M2.800 2.300v3.200H6M8 5.200V8.300l2 1.200',
  back: 'M9.800 3 4.800 8l5 5',
  forward: 'M6.200 3l5 5-5 5',
  up: 'M8 13V3.500M4 7.300l4-4 4 4',
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01',
  help: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM6.200 6.300c.1-1 .8-1.700 1.800-1.700s1.800.6 1.800 1.600c0 1.300-1.800 1.300-1.800 2.600M8 11.200h.01',
  trash: 'M2.800 4.300h10.400M6.300 4.300V2.700h3.400v1.600M4 4.300l.6 9h6.800l.6-9',
  undo: 'M5.500 3 2.800 5.800l2.700 2.700M3 5.800h6.500a3.500 3.500 0 0 1 0 7H6',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  play: 'M5 3.200v9.600L12.500 8Z',
  copy: 'M5.500 5.500h8v8h-8ZM10.500 5.500v-3h-8v8h3',
  text: 'M3 3.500h10M3 6.800h10M3 10.100h7M3 13.300h4',
  spark: 'M8 2.200 9.500 6.500 13.800 8 9.500 9.500 8 13.800 6.500 9.500 2.200 8 6.500 6.500Z',
  why: 'M4 3.500h.01M4 3.500v5.500a3 3 0 0 0 3 3h5.500M9.800 9.200l2.700 2.800-2.700 2.700',
};

/** An icon beside a word; it says nothing by itself. */
export const icon = (name, more = '') => html`<svg class="icon ${more}" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;

/** The door that stands ajar. */
export const door = () => html`<svg class="door" viewBox="0 0 24 24" aria-hidden="true">
  <path class="leaf" d="M12.500 3.500 19.500 6v14.500h-7Z"></path><path class="frame" d="M12.500 20.500H5.500V3.500h7v17ZM2.500 20.500h19"></path></svg>`;

/** Colour, icon and word, always all three. */
export const chip = (tone, name, words) => html`<span class="chip ${tone}">${icon(name)}<span>${words}</span></span>`;
export const offlineChip = (words = 'Offline') => chip('offline', 'offline', words);
export const key = name => html`<kbd aria-hidden="true">${name}</kbd>`;
export const none = nothing;
