// The one place that names where Lit lives. It is lit-html only: the console is a function of its state, drawn once per frame.
export {html, svg, nothing, render} from '/webjars/lit-html/3.3.2/lit-html.js';
export {repeat} from '/webjars/lit-html/3.3.2/directives/repeat.js';
import {directive, Directive} from '/webjars/lit-html/3.3.2/directive.js';
import {noChange} from '/webjars/lit-html/3.3.2/lit-html.js';

/** Sets CSS custom properties through the CSSOM, since the content security policy forbids style attributes. */
export const vars = directive(class extends Directive {
  update(part, [values]) {
    for (const [name, value] of Object.entries(values)) {
      if (this.last?.[name] !== value) part.element.style.setProperty(name, value);
    }
    this.last = values;
    return noChange;
  }
  render() { return noChange; }
});

/** Keeps an input's value as the state has it, also after typing; an input that has it already is left alone. */
export const value = directive(class extends Directive {
  update(part, [text]) {
    if (part.element.value !== text) part.element.value = text;
    return noChange;
  }
  render() { return noChange; }
});

/** Calls `tell(element)` once, when the element has been put into the page. */
export const placed = directive(class extends Directive {
  update(part, [tell]) {
    if (this.element !== part.element) {
      this.element = part.element;
      queueMicrotask(() => tell(part.element));
    }
    return noChange;
  }
  render() { return noChange; }
});
