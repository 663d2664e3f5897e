import { createRouter, createWebHistory } from 'vue-router'
import { lastPerson } from './collect/person'
import { actor, restore } from './session'

export const router = createRouter({
  history: createWebHistory('/app/'),
  scrollBehavior: (to, from, kept) => kept ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    { path: '/', redirect: { name: 'rounds' } },
    { path: '/sign-in', name: 'sign-in', component: () => import('./screens/SignIn.vue'), meta: { open: true } },
    { path: '/rounds', name: 'rounds', component: () => import('./screens/RoundList.vue') },
    { path: '/rounds/:id', name: 'round', component: () => import('./screens/RoundPage.vue'), props: true },
    { path: '/collect', name: 'collect', component: () => import('./screens/CollectPage.vue'), meta: { offline: true } },
    // Forms are filled in a document of its own, under its own policy.
    { path: '/fill/:rest(.*)', component: () => import('./screens/LostPage.vue'), beforeEnter: (to) => { location.assign(`/app${to.fullPath}`); return false } },
    { path: '/forms', name: 'forms', component: () => import('./screens/FormList.vue') },
    { path: '/forms/:project/:form', name: 'form', component: () => import('./screens/FormPage.vue'), props: true },
    { path: '/forms/:project/:form/paper', name: 'form-paper', component: () => import('./screens/FormPaper.vue'), props: true },
    { path: '/forms/:project/:form/submissions/:instance', name: 'submission', component: () => import('./screens/SubmissionPage.vue'), props: true },
    { path: '/forms/:project/:form/refused', name: 'refused', component: () => import('./screens/RefusedList.vue'), props: true },
    { path: '/forms/:project/:form/refused/:refused', name: 'merge', component: () => import('./screens/RefusedPage.vue'), props: true },
    { path: '/lists', name: 'lists', component: () => import('./screens/entities/EntityLists.vue') },
    { path: '/lists/:project/:list', name: 'list', component: () => import('./screens/entities/EntityListPage.vue'), props: true },
    { path: '/flows', name: 'flows', component: () => import('./screens/movement/FlowsPage.vue') },
    { path: '/flows/:point', name: 'flow-point', component: () => import('./screens/movement/FlowPointPage.vue'), props: true },
    { path: '/missing', name: 'missing', component: () => import('./screens/missing/MissingPage.vue') },
    { path: '/missing/reports/:id', name: 'report', component: () => import('./screens/missing/ReportPage.vue'), props: true },
    { path: '/missing/incidents/:id', name: 'incident', component: () => import('./screens/missing/IncidentPage.vue'), props: true },
    { path: '/releases', name: 'releases', component: () => import('./screens/releases/LedgerPage.vue') },
    { path: '/releases/new', name: 'new-release', component: () => import('./screens/releases/NewRelease.vue') },
    { path: '/releases/:id', name: 'release', component: () => import('./screens/releases/ReleasePage.vue'), props: true },
    { path: '/border', name: 'border', component: () => import('./screens/border/BorderPage.vue') },
    { path: '/border/:post/desk', name: 'desk', component: () => import('./screens/border/DeskPage.vue'), props: true },
    { path: '/border/:post/second-line', name: 'second-line', component: () => import('./screens/border/SecondLine.vue'), props: true },
    { path: '/border/:post/live', name: 'border-live', component: () => import('./screens/border/LivePage.vue'), props: true },
    { path: '/border/:post/report', name: 'border-report', component: () => import('./screens/border/DayReport.vue'), props: true },
    { path: '/registers', name: 'registers', component: () => import('./screens/RegisterList.vue') },
    { path: '/registers/:register', name: 'register', component: () => import('./screens/RegisterPage.vue'), props: true },
    { path: '/registers/:register/new', name: 'new-record', component: () => import('./screens/NewRecord.vue'), props: true },
    { path: '/registers/:register/:id', name: 'record', component: () => import('./screens/RecordPage.vue'), props: true },
    { path: '/import', name: 'import', component: () => import('./screens/ImportPage.vue') },
    { path: '/indicators', name: 'indicators', component: () => import('./screens/IndicatorPage.vue') },
    { path: '/users', name: 'users', component: () => import('./screens/UserPage.vue') },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./screens/LostPage.vue') },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  await restore()
  // Without a network, or with a session that has run out, work on this device goes on.
  if (to.meta.offline && lastPerson()) return true
  return actor.value ? true : { name: 'sign-in', query: { next: to.fullPath } }
})
