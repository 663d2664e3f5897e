import { createApp } from 'vue'
import { firstLanguage, known, speak, t } from '../i18n'
import { keepShell } from '../collect/shell'
import FillPage from './FillPage.vue'
import './fill.css'

declare global {
  /** Where the form runner asks for its fixed words (`build/words.mjs`). */
  var waymarkSay: (key: string, count?: number) => string
}

await speak(firstLanguage())
globalThis.waymarkSay = (key, count) => (count === undefined ? known('runner-', key) : t('runner-errors', { count }))
createApp(FillPage).mount('#app')
void keepShell().catch(() => { /* The page works without it, with a network. */ })
