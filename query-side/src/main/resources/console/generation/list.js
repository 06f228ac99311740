import {html} from '../ui/lit.js';
export function open() { return {title: () => 'Events', view: () => html``}; }
