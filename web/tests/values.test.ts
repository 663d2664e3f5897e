import { describe, expect, it } from 'vitest'
import { address } from '../src/api'
import { say } from '../src/i18n'
import { asInput, isEditable, typed } from '../src/values'

describe('values', () => {
  it('an emptied input means no value', () => {
    expect(typed('', { name: 'comment', kind: 'text' })).toBeNull()
  })
  it('a figure goes as a number, and what is none goes as it was typed', () => {
    expect(typed('120', { name: 'individuals', kind: 'integer' })).toBe(120)
    expect(typed('many', { name: 'individuals', kind: 'integer' })).toBe('many')
  })
  it('repeated rows are shown and not edited', () => {
    expect(isEditable({ name: 'needs', kind: 'repeat' }, undefined)).toBe(false)
    expect(isEditable({ name: 'extra', kind: 'text' }, { a: 1 })).toBe(false)
    expect(isEditable({ name: 'kinds', kind: 'select_multiple' }, ['a'])).toBe(true)
  })
  it('a missing value is an empty input', () => {
    expect(asInput(undefined)).toBe('')
    expect(asInput(0)).toBe('0')
  })
})

describe('a question to the server', () => {
  it('fills the path and leaves out what is empty', () => {
    const asked = { path: { register: 'sites', id: 'a/b' }, query: { q: '', filter: '@state:eq:listed', limit: 5 } }
    expect(address('/x/{register}/{id}', asked)).toBe('/x/sites/a%2Fb?filter=%40state%3Aeq%3Alisted&limit=5')
    expect(address('/x')).toBe('/x')
  })
})

describe('a title', () => {
  it('falls back to English and then to any language', () => {
    expect(say({ en: 'Round', fr: 'Tour' })).toBe('Round')
    expect(say({ fr: 'Tour' })).toBe('Tour')
    expect(say(null, 'rounds')).toBe('rounds')
  })
})
