// Texts that the server gives in the languages of a form, by the form's own names of them.
import { language, languages } from '../i18n'
import { speaks, type Texts } from './xform'

/** The text in the reader's language where the form has it, else in another of the form's. */
export function tell(words: Texts | undefined, fallback = ''): string {
  const texts = Object.entries(words ?? {}).filter(([, text]) => text)
  const mine = texts.find(([name]) => speaks(name, language(), languages[language()]))
  return (mine ?? texts[0])?.[1] ?? fallback
}

/** A place in a submission without its root: `/data/needs[2]/need` is `needs[2] / need`. */
export const shortPlace = (at: string): string => at.split('/').filter(Boolean).slice(1).join(' / ')
