// Gives the runner's controls the names that a screen reader needs and that it leaves out itself.

const controls = 'input:not([type="hidden"]), textarea, select, [role="combobox"], [role="spinbutton"]'

function name(question: Element): void {
  const label = question.querySelector('.control-text label')
  if (label) {
    label.id ||= `${question.id}-label`
    for (const control of question.querySelectorAll<HTMLInputElement>(controls)) {
      // Choices have labels of their own.
      const named = control.labels?.length || control.hasAttribute('aria-label') || control.hasAttribute('aria-labelledby')
      if (!named) control.setAttribute('aria-labelledby', label.id)
    }
  }
  const message = question.querySelector<HTMLElement>('.validation-message')
  if (!message) return
  message.id ||= `${question.id}-message`
  const wrong = message.style.display !== 'none' && message.textContent !== ''
  for (const control of question.querySelectorAll(controls)) {
    if (wrong) {
      control.setAttribute('aria-describedby', message.id)
      control.setAttribute('aria-invalid', 'true')
    } else if (control.getAttribute('aria-describedby') === message.id) {
      control.removeAttribute('aria-describedby')
      control.removeAttribute('aria-invalid')
    }
  }
}

/** Keeps the names right while the form changes; the answer stops it. */
export function keepNames(place: Element, menu: string): () => void {
  const all = (): void => {
    for (const question of place.querySelectorAll('.question-container')) name(question)
    for (const button of place.querySelectorAll('.button-menu:not([aria-label])')) button.setAttribute('aria-label', menu)
  }
  let asked = 0
  const observer = new MutationObserver(() => {
    if (asked) return
    asked = requestAnimationFrame(() => {
      asked = 0
      all()
    })
  })
  observer.observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] })
  all()
  return () => {
    observer.disconnect()
    cancelAnimationFrame(asked)
  }
}
