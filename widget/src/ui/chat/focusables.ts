/** What Tab would reach below `root`, in order, through open shadow roots. */
export function focusables(root: ParentNode): HTMLElement[] {
  return [...root.children].flatMap((element) => {
    if (!(element instanceof HTMLElement) || element.hidden || !element.checkVisibility({ visibilityProperty: true })) return [];
    const inside = focusables(element.shadowRoot ?? element);
    const isReachable = element.tabIndex >= 0 && !('disabled' in element && element.disabled === true) && !element.shadowRoot?.delegatesFocus;
    return isReachable ? [element, ...inside] : inside;
  });
}
