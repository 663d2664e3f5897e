// What an import understood of a file, in words. The words of the server's meanings are those of a mapping file.
import { known, t } from './i18n'

export interface ColumnUnderstanding {
  index: number
  letter: string
  header: string
  group: string | null
  tag: string | null
  meaning: string
  category: string | null
  population: string | null
  found: string
  note: string | null
}
export interface SheetUnderstanding {
  name: string
  role: string
  why: string
  header_row: number
  first_data_row: number
  rows_seen: number
  columns: ColumnUnderstanding[]
  blocks: { dimension: string; group: string | null; rows: number; off: number }[]
}
export interface Understanding {
  notes: string[]
  assumptions: { what: string; value: string; how: string }[]
  sheets: SheetUnderstanding[]
}

const inWords = (name: string): string => name.replaceAll('_', ' ')

/** The meaning of a column: `admin2.code`, `count.idps.individuals.female`, `block.origin`, `date`. */
export function meaning(one: Pick<ColumnUnderstanding, 'meaning' | 'category'>): string {
  const [head = '', ...rest] = one.meaning.split('.')
  const tail = rest.join('.')
  const admin = /^admin([0-5])$/.exec(head)
  if (admin) return `${t('level-name', { level: Number(admin[1]) })} – ${known('meaning-part-', tail)}`
  if (['area', 'place', 'origin'].includes(head) && tail) return `${known('meaning-of-', head)} – ${known('meaning-part-', tail)}`
  if (head === 'count') {
    const [population, unit, people] = rest
    const words = [population === 'any' ? '' : known('meaning-population-', population), unit === 'households' ? t('households') : t('individuals'), known('meaning-people-', people)]
    return words.filter(Boolean).join(' – ')
  }
  if (head === 'code_length') return t('meaning-code-length', { level: tail })
  if (head === 'need') return t('meaning-need', { rank: tail })
  if (head === 'need_problem') return t('meaning-need-problem', { rank: tail })
  if (head === 'block') return [t('meaning-block', { dimension: inWords(tail) }), one.category].filter(Boolean).join(' – ')
  if (head === 'category') return t('meaning-category', { dimension: inWords(tail) })
  return known('meaning-', one.meaning.replaceAll('.', '_'))
}
