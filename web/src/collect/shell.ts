// The pages themselves without a network: a service worker keeps the shell, and the form runner when it is wanted.

/** Registers the worker; pages work without one, but only with a network. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  await navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' })
}

/** Asks the worker to keep the form runner too; true when it lies on this device. */
export async function keepRunner(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return false
  await keepShell()
  const { active } = await navigator.serviceWorker.ready
  if (!active) return false
  // Without this the browser may clear the device's store when room gets short.
  await navigator.storage?.persist?.()
  const { port1, port2 } = new MessageChannel()
  return await new Promise<boolean>((give) => {
    port1.onmessage = (event: MessageEvent<boolean>) => give(event.data)
    active.postMessage('keep-runner', [port2])
  })
}
