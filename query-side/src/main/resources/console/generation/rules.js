import {number} from '../ui/draw.js';

const MOST = 1000;

/** What is wrong with a person's words, or null. */
export const wordsRule = (text, most = MOST) => text.trim().length > most ? `Shorten it by ${number(text.trim().length - most)} characters: it may have ${number(most)}.` : null;

/** What is wrong with a seed that was typed, or null. */
export function seedRule(typed) {
  const seed = typed.trim();
  if (!seed) return null;
  if (/^-/.test(seed)) return 'Seeds start at 0. Type a larger number, or leave the field empty for a random one.';
  if (!/^\d+$/.test(seed)) return 'Type a whole number, or leave the field empty for a random one.';
  return Number(seed) > Number.MAX_SAFE_INTEGER ? 'Type a smaller number: the largest seed is 9,007,199,254,740,991.' : null;
}
