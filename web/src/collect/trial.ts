// Trying a draft out on a phone before it is published.
import { get } from '../api'
import type { components } from '../contract'
import { formPath } from './openrosa'
import { ask } from './server'

/** Where phones connect, and the code that tells them; it holds until the draft is published. */
export type Trial = components['schemas']['TrialAnswer']
export interface TestLine { instanceId: string; deviceId?: string | null; createdAt: string; errors?: number | null; instanceName?: string | null }

export const trial = (project: string, form: string): Promise<Trial> =>
  get('/api/v1/collect/projects/{project}/forms/{form}/draft/test', { path: { project, form } as never })
export const tests = (project: string, form: string): Promise<TestLine[]> => ask(`${formPath(project, form)}/draft/submissions`)
export const testPath = (project: string, form: string, instance: string): string =>
  `${formPath(project, form)}/draft/submissions/${encodeURIComponent(instance)}.xml`
