// Who works on this device. A session may run out in the field; the person stays the same until they sign out.

export interface Person { id: string; name: string }
const place = 'person'

export function remember(person: Person): void {
  try {
    localStorage.setItem(place, JSON.stringify({ id: person.id, name: person.name }))
  } catch {
    // Without storage there is no work without a network either.
  }
}

export function lastPerson(): Person | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Person | null
    return typeof kept?.id === 'string' ? kept : undefined
  } catch {
    return undefined
  }
}

export function forgetPerson(): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // Nothing was kept.
  }
}
