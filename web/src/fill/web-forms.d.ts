// What is used of @getodk/web-forms, whose package carries no types.
declare module '@getodk/web-forms' {
  import type { Component, Plugin } from 'vue'

  export const webFormsPlugin: Plugin
  export const POST_SUBMIT__NEW_INSTANCE: unique symbol
  export const OdkWebForm: Component

  export interface Payload {
    status: 'ready' | 'pending'
    violations: readonly unknown[] | null
    data: readonly FormData[]
  }
  export type Next = (result: { next?: typeof POST_SUBMIT__NEW_INSTANCE } | Promise<{ next?: typeof POST_SUBMIT__NEW_INSTANCE } | undefined>) => void
}
