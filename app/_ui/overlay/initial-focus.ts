/**
 * Where the focus goes when an overlay opens: its first field, or the overlay itself. Never the close button, whose
 * tooltip would then open and take the first Esc for itself.
 */
export function focusFirstField(event: Event): void {
  event.preventDefault();
  const overlay = event.currentTarget;
  if (!(overlay instanceof HTMLElement)) return;
  const field = overlay.querySelector<HTMLElement>(
    ":is(input, textarea, [role=combobox]):not([disabled], [readonly])",
  );
  (field ?? overlay).focus();
}
