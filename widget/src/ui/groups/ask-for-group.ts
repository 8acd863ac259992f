/** Tells, from the element that offers it, that a new group is wanted. */
export const askForGroup = (element: HTMLElement): void => { element.dispatchEvent(new CustomEvent('foyer-cover', { detail: { name: 'group' } })); };
