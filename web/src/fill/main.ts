import { createApp } from 'vue'
import { firstLanguage, speak } from '../i18n'
import { keepShell } from '../collect/shell'
import FillPage from './FillPage.vue'
import './fill.css'

await speak(firstLanguage())
createApp(FillPage).mount('#app')
void keepShell().catch(() => { /* The page works without it, with a network. */ })
