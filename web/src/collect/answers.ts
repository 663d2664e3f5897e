// A filled form as a list of answers, in the order of its questions.

export interface Answer { name: string; value: string }
const deepest = 64

/** Every node of a submission that has no children, named by its path below the root. */
export function answers(xml: string): Answer[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement
  const found: Answer[] = []
  const walk = (element: Element, path: string[], depth: number): void => {
    const kids = [...element.childNodes as unknown as Iterable<Node>].filter((one): one is Element => one.nodeType === 1)
    if (!kids.length || depth > deepest) found.push({ name: path.join(' / '), value: (element.textContent ?? '').trim() })
    const seen = new Map<string, number>()
    for (const one of kids) {
      const name = one.localName ?? ''
      const at = (seen.get(name) ?? 0) + 1
      seen.set(name, at)
      const several = kids.filter((other) => other.localName === name).length > 1
      if (name !== 'meta') walk(one, [...path, several ? `${name} ${at}` : name], depth + 1)
    }
  }
  if (root) walk(root, [], 0)
  return found
}
