import { describe, expect, it } from 'vitest'
import { query } from '../src/api'
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
  it('leaves out what is empty and repeats what is several', () => {
    expect(query('/x', { q: '', filter: ['a:eq:1', 'b:eq:2'], limit: 5 })).toBe('/x?filter=a%3Aeq%3A1&filter=b%3Aeq%3A2&limit=5')
    expect(query('/x', {})).toBe('/x')
  })
})

describe('a title', () => {
  it('falls back to English and then to any language', () => {
    expect(say({ en: 'Round', fr: 'Tour' })).toBe('Round')
    expect(say({ fr: 'Tour' })).toBe('Tour')
    expect(say(null, 'rounds')).toBe('rounds')
  })
})
