import { createApp } from 'vue'
import App from './App.vue'
import { whenSignedOut } from './api'
import { firstLanguage, speak } from './i18n'
import { router } from './router'
import { forget } from './session'
import './styles.css'

whenSignedOut(() => {
  forget()
  const here = router.currentRoute.value
  if (here.name !== 'sign-in') void router.replace({ name: 'sign-in', query: { next: here.fullPath } })
})

await speak(firstLanguage())
createApp(App).use(router).mount('#app')
